// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

/// A store of some forty used tokens in chains of one to four, whose memory
/// is to be spoilt, and what may be asked of it then.
private final class FlipRig {
  static let capacity: UInt32 = 48
  let bench: Bench
  private let medium = MemoryRecords()
  private let pristine: [UInt8]
  private let pristineRecords: [MemoryRecords.Record]
  private let pristineState: MemoryState
  private let pristinePlan: MemoryPlan
  /// Ids of used tokens.
  let used: ClosedRange<UInt64> = 1...40
  private(set) var rebuildCount: UInt32 = 0
  private(set) var unavailableCount = 0

  /// - Parameter droppedCount: Entries that are freed at the end.
  init(droppedCount: Int = 3) {
    bench = Bench(entries: Self.capacity, ledger: 12, medium: medium)
    var id = used.lowerBound
    var count: UInt64 = 1
    while id <= used.upperBound {
      var set = MarkSet(requestDigest: id, loSeconds: 1_000, hiSeconds: 1_001)
      for _ in 0..<min(count, used.upperBound - id + 1) {
        set.append(Self.mark(id))
        id += 1
      }
      count = count % 4 + 1
      #expect(bench.mark(set) == nil)
    }
    // A chain of freed entries, behind a raised floor.
    for id in 0..<UInt64(droppedCount) {
      let refusal = bench.mark(
        chain(token(900 + id, expires: 1_100, ledger: 1)))
      #expect(refusal == nil)
    }
    medium.floors.expiresAtSeconds = 1_200
    bench.drop(droppedCount)
    pristine = bench.bytes
    pristineRecords = medium.records
    guard let state = bench.store.state.value,
      let plan = bench.store.plan.value
    else { preconditionFailure("a new store knows itself") }
    pristineState = state
    pristinePlan = plan
  }

  static func mark(_ id: UInt64) -> TokenMark {
    token(id, expires: 5_000 + UInt32(id * 37 % 64), ledger: id % 5 + 1)
  }

  /// Bits of the memory block, and of the copies in the store itself.
  var memoryBitCount: Int { bench.memory.count * 8 }
  var structBitCount: Int {
    (MemoryLayout<Voted<MemoryState>>.size
      + MemoryLayout<Voted<MemoryPlan>>.size) * 8
  }

  func restore() {
    bench.memory.copyBytes(from: pristine)
    medium.records = pristineRecords
    medium.failures = []
    medium.recoveryError = nil
    bench.store.state.set(pristineState)
    bench.store.plan.set(pristinePlan)
  }

  /// Flips a bit; those of the store's own copies follow those of the block.
  func flip(_ bit: Int) {
    if bit < memoryBitCount {
      bench.memory[bit / 8] ^= 1 << (bit % 8)
      return
    }
    let own = bit - memoryBitCount
    let stateBitCount = MemoryLayout<Voted<MemoryState>>.size * 8
    if own < stateBitCount {
      withUnsafeMutableBytes(of: &bench.store.state) {
        $0[own / 8] ^= 1 << (own % 8)
      }
    } else {
      withUnsafeMutableBytes(of: &bench.store.plan) {
        let own = own - stateBitCount
        $0[own / 8] ^= 1 << (own % 8)
      }
    }
  }

  /// Presents a used token alone: it must be refused.
  func presentUsed(_ id: UInt64) -> Bool {
    let refusal = bench.mark(chain(Self.mark(id), lo: 1_300))
    if refusal == ReplayRefusal(.unavailable) { unavailableCount += 1 }
    return refusal == ReplayRefusal(.replayed, tokenIndex: 0)
      || refusal == ReplayRefusal(.unavailable)
  }

  /// Presents a fresh chain of two.
  func presentFresh() -> ReplayRefusal? {
    bench.mark(chain(Self.mark(700), Self.mark(701), lo: 1_300))
  }

  func note() { rebuildCount += bench.statistics.rebuildCount }
}

// E-45: whichever bit flips, no used token is accepted again, and a fresh one
// is: memory is rebuilt where it must be.
@Test func noFlippedBitMakesAUsedTokenGoodAgain() {
  let rig = FlipRig()
  var wrong: [Int] = []
  for bit in 0..<rig.memoryBitCount + rig.structBitCount {
    rig.restore()
    rig.flip(bit)
    var isRight = true
    for id in rig.used where !rig.presentUsed(id) { isRight = false }
    if rig.presentFresh() != nil { isRight = false }
    if rig.presentFresh()?.reason != .replayed { isRight = false }
    if rig.bench.statistics.entryCount != 42 { isRight = false }
    if !isRight { wrong.append(bit) }
    rig.note()
  }
  #expect(wrong.isEmpty)
  #expect(rig.unavailableCount == 0)
  #expect(rig.rebuildCount > 0)
}

// E-45: the first token that is presented after the flip is the one that the
// flip has hit.
@Test func noFlippedBitHidesTheTokenThatIsAskedForFirst() {
  let rig = FlipRig()
  var generator = TestSeed.generator()
  var isRight = true
  for bit in 0..<rig.memoryBitCount + rig.structBitCount {
    rig.restore()
    rig.flip(bit)
    let id = UInt64(1 + generator.below(40))
    if !rig.presentUsed(id) { isRight = false }
    rig.restore()
    rig.flip(bit)
    if rig.presentFresh() != nil { isRight = false }
    if !rig.presentUsed(id) { isRight = false }
  }
  #expect(isRight)
  #expect(rig.unavailableCount == 0)
}

// E-45: two to eight flips anywhere, the store's own copies included.
@Test func noFewFlippedBitsMakeAUsedTokenGoodAgain() {
  let rig = FlipRig()
  var generator = TestSeed.generator()
  let bitCount = rig.memoryBitCount + rig.structBitCount
  let trialCount = TestSeed.trialCount(20_000)
  var isRight = true
  var refusedCount = 0
  for _ in 0..<trialCount {
    rig.restore()
    for _ in 0..<2 + generator.below(7) { rig.flip(generator.below(bitCount)) }
    for _ in 0..<4 where !rig.presentUsed(UInt64(1 + generator.below(40))) {
      isRight = false
    }
    if let refusal = rig.presentFresh() {
      refusedCount += 1
      if refusal.reason != .unavailable { isRight = false }
    }
    if !rig.presentUsed(UInt64(1 + generator.below(40))) { isRight = false }
    rig.note()
  }
  #expect(isRight)
  #expect(rig.rebuildCount > 0)
  // Only where copies of the plan differ in two ways is there no way back.
  #expect(refusedCount < trialCount / 2)
}

// Whole stretches of memory that read zero or all ones.
@Test(arguments: [0x00, 0xff] as [UInt8])
func noStretchOfDeadMemoryMakesAUsedTokenGoodAgain(_ value: UInt8) {
  let rig = FlipRig()
  let byteCount = rig.bench.memory.count
  var isRight = true
  for stretch in [1, 4, 28, 64, 256, byteCount] {
    var start = 0
    while start < byteCount {
      rig.restore()
      let end = min(start + stretch, byteCount)
      for byte in start..<end { rig.bench.memory[byte] = value }
      for id in rig.used where !rig.presentUsed(id) { isRight = false }
      if rig.presentFresh() != nil { isRight = false }
      start = end
    }
  }
  #expect(isRight)
  #expect(rig.unavailableCount == 0)
}

// A rebuild that fails refuses, until a recovery succeeds.
@Test func damageThatCannotBeRepairedRefuses() {
  let rig = FlipRig()
  let bench = rig.bench
  // The whole block, so that any lookup meets it.
  for byte in 0..<bench.memory.count { bench.memory[byte] ^= 0x10 }
  bench.medium.recoveryError = .mediumFailed
  #expect(bench.mark(chain(FlipRig.mark(1))) == ReplayRefusal(.unavailable))
  #expect(bench.outcome == .mediumFailed)
  #expect(bench.mark(chain(FlipRig.mark(2))) == ReplayRefusal(.unavailable))
  #expect(rig.presentFresh() == ReplayRefusal(.unavailable))
  bench.medium.recoveryError = nil
  let outcome = bench.store.recover()
  #expect(outcome == .ready)
  for id in rig.used {
    #expect(bench.mark(chain(FlipRig.mark(id)))?.reason == .replayed)
  }
}

// S2: a state that two flips have made unreadable is not taken for ready.
@Test func anUnreadableStateIsRebuiltBeforeAnything() {
  let rig = FlipRig()
  for copy in 0..<2 {
    rig.flip(
      rig.memoryBitCount + copy * MemoryLayout<MemoryState>.stride * 8
        + 77 + copy)
  }
  #expect(!rig.bench.isReady)
  #expect(rig.bench.store.floors == Floors())
  #expect(rig.presentUsed(7))
  #expect(rig.bench.isReady)
  #expect(rig.bench.statistics.rebuildCount == 1)
}

// The plan holds an address: one that cannot be vouched for is not followed.
@Test func anUnreadablePlanRefusesForGood() {
  let rig = FlipRig()
  let stateBitCount = MemoryLayout<Voted<MemoryState>>.size * 8
  let planByteCount = MemoryLayout<MemoryPlan>.stride
  // The same bit of the address in two copies: the vote is wrong.
  for copy in 0..<2 {
    rig.flip(rig.memoryBitCount + stateBitCount + copy * planByteCount * 8 + 40)
  }
  #expect(rig.presentFresh() == ReplayRefusal(.unavailable))
  let isReady = rig.bench.store.prepare(loSeconds: 0)
  #expect(!isReady)
  let outcome = rig.bench.store.recover()
  #expect(outcome == .notRecovered)
  #expect(rig.bench.statistics == StoreStatistics())
}
