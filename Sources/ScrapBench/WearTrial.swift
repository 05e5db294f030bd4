// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import SimulatedNVM

/// Marks at a steady rate, each with its expiry, on a medium that counts.
/// Counts do not depend on the machine.
public struct WearTrial {
  /// How full the index of used tokens is with live ones.
  public enum Load: String, CaseIterable, Sendable {
    /// Half of its entries are alive: floor E rises now and then.
    case half
    /// Full, and as many expire as come: each mark has to raise floor E first.
    case full
  }

  private typealias Store =
    ReplayStore<Journal<CountingRegion<MemoryRegion>, NoAnchor>>

  private let medium: WearMedium
  private let tokenCount: Int
  private let load: Load

  /// - Parameters:
  ///   - medium: what is worn.
  ///   - tokenCount: tokens of each chain, 1 to 4.
  ///   - load: how full the index is with live tokens.
  public init(_ medium: WearMedium, tokenCount: Int, load: Load = .half) {
    self.medium = medium
    self.tokenCount = tokenCount
    self.load = load
  }

  /// Marks until every segment of the ring has been used again, then counts
  /// over at least two more turns of it.
  ///
  /// - Throws: if the store cannot be made, or refuses a mark.
  public func run() throws -> WearResult {
    let layout = medium.layout
    let device = MemoryMedium(geometry: layout.geometry)
    let ringOffset =
      UInt64(layout.controlSectorCount) * UInt64(medium.eraseByteCount)
    let counters = (0..<2).map { _ in WearCounter(ringOffset: ringOffset) }
    // The index has room for half of what the ring has.
    let capacity = UInt32(layout.markCapacity) / 8 * 4
    let work = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Journal<MemoryRegion, NoAnchor>.workByteCount(for: layout),
      alignment: 16)
    let index = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: capacity, ledgerCapacity: 0), alignment: 64)
    defer {
      work.deallocate()
      index.deallocate()
    }
    var journal = Journal(
      copyA: CountingRegion(device.region(0), counter: counters[0]),
      copyB: CountingRegion(device.region(1), counter: counters[1]),
      layout: layout, work: work)
    try journal.format(
      storeID: 1, issuedAfterSeconds: 0, entryCapacity: capacity,
      ledgerCapacity: 0)
    var store = Store(
      journal: journal, memory: index, entryCapacity: capacity,
      ledgerCapacity: 0, quota: .unlimited, seed: (1, 2))
    store.recover()
    return try wear(&store, capacity: capacity, counters: counters)
  }

  private func wear(
    _ store: inout Store, capacity: UInt32, counters: [WearCounter]
  ) throws -> WearResult {
    var result = WearResult(
      medium: medium, tokenCount: tokenCount, load: load)
    let ring = UInt64(WearMedium.segmentCount)
    let begin = 2 * ring
    let end = begin + turnCount * ring
    var now: UInt64 = 1_000_000
    var random = BenchRandom(seed: 17)
    var start = counters.map { ($0.control, $0.ring) }
    var segment: UInt64 = 0
    while segment < end {
      now += 1
      let before = counters.map { ($0.control, $0.ring) }
      try store.testAndMark(set(now: now, capacity: capacity, &random))
      let opened = store.journal.controlRecord?.currentSegment ?? 0
      if segment >= begin {
        result.addCommit(
          control: counters[0].control.since(before[0].0),
          ring: counters[0].ring.since(before[0].1))
      }
      if segment < begin, opened >= begin {
        start = counters.map { ($0.control, $0.ring) }
      }
      segment = opened
    }
    for copy in 0..<2 {
      let control = counters[copy].control.since(start[copy].0)
      let ring = counters[copy].ring.since(start[copy].1)
      precondition(
        control.wears(as: result.control) && ring.wears(as: result.ring),
        "both copies are worn alike")
    }
    return result
  }

  /// Turns of the ring: enough to use each control position twice.
  private var turnCount: UInt64 {
    let image = max(256, medium.programByteCount)
    let positions = UInt64(medium.eraseByteCount / (2 * image))
    return max(2, positions / UInt64(WearMedium.segmentCount))
  }

  private func set(
    now: UInt64, capacity: UInt32, _ random: inout BenchRandom
  ) -> MarkSet {
    let room = UInt64(capacity) / UInt64(tokenCount)
    // A token that expires at second t makes room in second t + 1.
    let life = load == .full ? room - 1 : room / 2
    var set = MarkSet(requestDigest: now, loSeconds: now, hiSeconds: now + 2)
    for _ in 0..<tokenCount {
      set.append(
        TokenMark(
          key: MarkKey(high: random.next(), low: random.next()),
          ledgerKey: .none, issuedAtSeconds: UInt32(now),
          expiresAtSeconds: UInt32(now + life), rateLimit: nil))
    }
    return set
  }
}

extension WearCount {
  /// Whether the cells cannot tell the difference.
  fileprivate func wears(as other: WearCount) -> Bool {
    programCount == other.programCount
      && programByteCount == other.programByteCount
      && eraseCount == other.eraseCount
  }
}
