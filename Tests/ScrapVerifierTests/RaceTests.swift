// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapReplay
import ScrapVerifier
import SimulatedNVM
import Synchronization
import TestSupport
import Testing

/// Two tasks, one store, a real lock (E-60).
@Suite(.serialized) struct RaceTests {
  // The exclusive step alone: 100,000 keys, two threads at each.
  @Test func ofTwoThreadsExactlyOneMarksAKey() {
    let raceCount = 100_000
    let contest = MarkContest(capacity: UInt32(raceCount))
    let wins = race(raceCount) { contest.tryToMark($0) }
    #expect(wins == [Int](repeating: 1, count: raceCount))
    #expect(contest.entryCount == UInt32(raceCount))
  }

  // The whole path: 1,000 requests, two threads with each.
  @Test func ofTwoThreadsExactlyOneIsGrantedATask() {
    let raceCount = 1_000
    let contest = RequestContest(requestCount: raceCount)
    let wins = race(raceCount) { contest.present($0) }
    #expect(wins == [Int](repeating: 1, count: raceCount))
    #expect(contest.strangeReasons.load(ordering: .relaxed) == 0)
  }

  /// Lets two threads do the same thing at the same time, over and over.
  ///
  /// - Returns: how many of the two have won, for each number.
  private func race(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Bool
  ) -> [Int] {
    let line = StartLine()
    let results = [Results(), Results()]
    let done = DispatchSemaphore(value: 0)
    for runner in 0..<2 {
      let result = results[runner]
      let thread = Thread {
        for number in 0..<count {
          line.wait(for: number)
          result.won.append(body(number))
        }
        done.signal()
      }
      thread.stackSize = 1 << 21
      thread.start()
    }
    done.wait()
    done.wait()
    return (0..<count).map { number in
      results.filter { $0.won[number] }.count
    }
  }
}

private final class Results: @unchecked Sendable {
  var won: [Bool] = []
}

/// Where both threads wait for each other.
private final class StartLine: Sendable {
  private let arrived = Atomic<Int>(0)

  func wait(for number: Int) {
    arrived.add(1, ordering: .acquiringAndReleasing)
    var spins = 0
    while arrived.load(ordering: .acquiring) < 2 * (number + 1) {
      spins += 1
      if spins % 64 == 0 { sched_yield() }
    }
  }
}

/// A journal that keeps nothing: the contest is about the store.
private struct NoJournal: MarkJournal {
  private var next: UInt32 = 0
  let floors = Floors()
  let ledgerHorizonSeconds: UInt64 = 0

  mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    sink.begin(floors: floors, ledgerHorizonSeconds: 0)
  }

  mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32 {
    next += 1
    return next
  }

  mutating func raiseExpiryFloor(to seconds: UInt64) throws(JournalError) {}
  mutating func raiseIssuanceFloor(to seconds: UInt64) throws(JournalError) {}
  mutating func raiseTimeMark(to seconds: UInt64) throws(JournalError) {}
  var issuerSwitches: IssuerSwitches? { .allEnabled }
  func messageVersion(ofKind kind: Int) -> UInt64 { 0 }
  mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError) {}
  func requestDigest(atSlot slot: UInt32, of key: MarkKey) -> UInt64? { nil }
}

/// Marks under a verifier's lock.
private final class MarkContest: @unchecked Sendable {
  private let board = Board()
  private let memory: UnsafeMutableRawBufferPointer
  private let store: UnsafeMutablePointer<ReplayStore<NoJournal>>
  private let verifier: Verifier<NoJournal, ThreadLock>

  init(capacity: UInt32) {
    memory = .allocate(
      byteCount: ReplayStore<NoJournal>.memoryByteCount(
        entryCapacity: capacity, ledgerCapacity: 1),
      alignment: 64)
    store = .allocate(capacity: 1)
    store.initialize(
      to: ReplayStore(
        journal: NoJournal(), memory: memory, entryCapacity: capacity,
        ledgerCapacity: 1, seed: (1, 2)))
    store.pointee.recover()
    do throws(ProfileError) {
      verifier = Verifier(
        profile: try Profile(record: UnsafeBufferPointer(board.record)),
        store: store, lock: ThreadLock())
    } catch {
      preconditionFailure("the profile is good: \(error)")
    }
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    memory.deallocate()
  }

  var entryCount: UInt32 {
    verifier.withStore { $0.statistics.entryCount }
  }

  func tryToMark(_ number: Int) -> Bool {
    var set = MarkSet(requestDigest: 1, loSeconds: 10, hiSeconds: 20)
    set.append(
      TokenMark(
        key: MarkKey(high: UInt64(number) &* 0x9e37_79b9, low: 7),
        ledgerKey: LedgerKey(UInt64(number) + 1), issuedAtSeconds: 5,
        expiresAtSeconds: 30, rateLimit: nil))
    return verifier.withStore { store in
      do throws(ReplayRefusal) {
        try store.testAndMark(set)
        return true
      } catch {
        return false
      }
    }
  }
}

/// Whole requests before a verifier with a real lock.
private final class RequestContest: @unchecked Sendable {
  let strangeReasons = Atomic<Int>(0)
  private let board: Board
  private let verifier: Verifier<Board.BoardJournal, ThreadLock>
  private let messages: [[UInt8]]

  init(requestCount: Int) {
    board = Board(
      sizes: Board.Sizes(
        entries: UInt32(requestCount), segments: UInt64(requestCount / 8)))
    verifier = board.makeVerifier(lock: ThreadLock())
    messages = (0..<requestCount).map { Draft(id: UInt64($0)).message }
  }

  func present(_ number: Int) -> Bool {
    let message = messages[number]
    do throws(Refusal) {
      let grant = try verifier.verify(
        message: message.span, now: TrustedTime(exactlySeconds: now))
      return Verdict(grant).isAccept
    } catch {
      if error.reason != .alreadyAccepted {
        strangeReasons.add(1, ordering: .relaxed)
      }
      return false
    }
  }
}
