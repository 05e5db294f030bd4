// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// A satellite with the real verifier, store and journal, over a medium that
/// fails on demand.
final class LifeSatellite {
  typealias Store = ReplayStore<LifePort>

  let sizes: LifeSizes
  let medium: MemoryMedium
  let watch: LifeWatch
  private let anchor: LifeAnchor
  private let store: UnsafeMutablePointer<Store>
  private let verifier: Verifier<LifePort, SingleTask>
  private let memory: UnsafeMutableRawBufferPointer
  private let work: UnsafeMutableRawBufferPointer
  private var bootCount: UInt64 = 0

  /// Makes a satellite over a blank medium; it refuses everything.
  init(sizes: LifeSizes, hasAnchor: Bool, forgets: Bool) {
    self.sizes = sizes
    anchor = LifeAnchor(isPresent: hasAnchor)
    medium = MemoryMedium(geometry: sizes.geometry)
    watch = LifeWatch(forgets: forgets)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: sizes.entryCapacity,
        ledgerCapacity: sizes.ledgerCapacity),
      alignment: 64)
    work = .allocate(
      byteCount: LifeJournal.workByteCount(for: sizes.layout), alignment: 16)
    store = .allocate(capacity: 1)
    verifier = Verifier(
      profile: sizes.profile.view(), store: store, lock: SingleTask())
    store.initialize(to: makeStore())
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    memory.deallocate()
    work.deallocate()
  }

  private func makeJournal() -> LifeJournal {
    makeLifeJournal(
      on: medium, anchor: anchor, layout: sizes.layout, work: work)
  }

  private func makeStore() -> Store {
    bootCount += 1
    return Store(
      journal: LifePort(
        makeJournal(),
        watch: watch),
      memory: memory, entryCapacity: sizes.entryCapacity,
      ledgerCapacity: sizes.ledgerCapacity, quota: sizes.quota,
      seed: (bootCount, 0x11fe))
  }

  /// Power off and on, and recovery: everything in working memory is gone.
  func restart() {
    medium.restorePower()
    store.deinitialize(count: 1)
    store.initialize(to: makeStore())
    store.pointee.recover()
  }

  /// Formats the store on purpose; false if the medium failed. A restart must
  /// follow.
  func format(storeID: UInt64, issuedAfterSeconds: UInt64) -> Bool {
    var journal = makeJournal()
    do throws(JournalError) {
      try journal.format(
        storeID: storeID, issuedAfterSeconds: issuedAfterSeconds,
        entryCapacity: sizes.entryCapacity,
        ledgerCapacity: sizes.ledgerCapacity)
      return true
    } catch { return false }
  }

  /// Marks tokens of other days, one a second, until the ring has come so far;
  /// each has expired when the next is marked.
  ///
  /// - Returns: The time of the last one; nil if the store refused one.
  func age(toSegment segment: UInt64, fromSeconds start: UInt64) -> UInt64? {
    var seconds = start
    while currentSegment < segment {
      seconds += 1
      var set = MarkSet(
        requestDigest: nil, loSeconds: seconds, hiSeconds: seconds)
      set.append(
        TokenMark(
          key: MarkKey(high: 0, low: seconds), ledgerKey: .none,
          issuedAtSeconds: UInt32(clamping: seconds),
          expiresAtSeconds: UInt32(clamping: seconds), rateLimit: nil))
      do throws(ReplayRefusal) {
        try store.pointee.testAndMark(set)
      } catch { return nil }
    }
    return seconds
  }

  /// Raises floor G on purpose; false if the medium failed.
  func raiseIssuanceFloor(to seconds: UInt64) -> Bool {
    do throws(JournalError) {
      try store.pointee.raiseIssuanceFloor(to: seconds)
      return true
    } catch { return false }
  }

  /// One step of looking after memory and medium in idle time.
  func scrub() { _ = store.pointee.scrub(bucketCount: 2) }

  /// Keeps the time; whether that wrote a time mark. Trusted time.
  func keepTime(_ time: TrustedTime) -> Bool {
    verifier.keepTime(time) == .written
  }

  /// Bits of the index's memory.
  var memoryBitCount: Int { memory.count * 8 }

  /// Flips a bit of the index's memory, as radiation does.
  func flipMemory(bit: Int) { memory[bit / 8] ^= 1 << UInt8(bit % 8) }

  /// What the satellite answers; nil if it accepts.
  func answer(
    to presentation: LifePresentation, now: TrustedTime?
  ) -> Reason? {
    let bytes = presentation.bytes
    do throws(Refusal) {
      if presentation.isRequest {
        _ = try verifier.verify(message: bytes.span, now: now)
      } else {
        let counts = presentation.tokens.map(\.bytes.count)
        _ = try verifier.verify(
          chain: bytes.span, tokenByteCounts: counts.span, now: now,
          peer: LifeParties.all[presentation.presenter].peer)
      }
      return nil
    } catch {
      return error.reason
    }
  }

  var outcome: RecoveryOutcome { store.pointee.outcome }
  /// What the last recovery found.
  var report: JournalReport { store.pointee.journal.journal.report }
  var floors: Floors { store.pointee.floors }
  var entryCount: Int { Int(store.pointee.statistics.entryCount) }
  /// The newest segment that no floor speaks for; 0 if there is none.
  var currentSegment: UInt64 {
    guard let control = store.pointee.journal.journal.controlRecord,
      control.currentSegment > control.forgivenSegment
    else { return 0 }
    return control.currentSegment
  }
}
