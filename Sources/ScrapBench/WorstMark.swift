// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// Every single mark in the store's hardest state, each timed alone: the index
/// full of live entries, as many of which expire as come, so that each mark
/// raises floor E; and segments opened and control sectors erased in between.
public struct WorstMark {
  private let suite: BenchSuite
  private let entryCount: Int
  private let tokenCount: Int
  private let markCount: Int
  private let repetitionCount: Int

  /// The store's first second.
  private static let start = BenchTokens.nowSeconds

  /// - Parameters:
  ///   - suite: has the signatures that marks are measured in.
  ///   - entryCount: capacity of the index, a multiple of 4; it is full.
  ///   - tokenCount: tokens of each chain, 1 to 4.
  ///   - markCount: chains that are marked and timed.
  ///   - repetitionCount: how often all of it is done, from the beginning.
  public init(
    suite: BenchSuite, entryCount: Int, tokenCount: Int, markCount: Int,
    repetitionCount: Int
  ) {
    self.suite = suite
    self.entryCount = entryCount
    self.tokenCount = tokenCount
    self.markCount = markCount
    self.repetitionCount = repetitionCount
  }

  /// Times the marks. What the machine does meanwhile hits another mark each
  /// time; what a mark does itself it does in every repetition.
  ///
  /// - Throws: if the store cannot be made, or refuses a mark.
  public func run() throws -> WorstMarkResult {
    guard
      let signature = try suite.bareCases().first(where: {
        $0.name == "signature"
      })
    else { preconditionFailure("a signature is among the bare cases") }
    var least = [UInt64](repeating: .max, count: markCount)
    var greatest: UInt64 = 0
    var signatures: [UInt64] = []
    var openedCount: UInt64 = 0
    for _ in 0..<repetitionCount {
      let store = try filledStore()
      var random = BenchRandom(seed: 19)
      // From here on each segment that is opened takes the place of another.
      let first = store.layout.markCapacity / UInt64(tokenCount)
      for mark in 0..<Int(first) { try store.mark(set(mark, &random)) }
      let openedBefore = store.openedCount
      precondition(
        openedBefore > UInt64(store.layout.segmentCount), "the ring turned")
      for mark in 0..<markCount {
        if mark % 100 == 0 {
          signatures.append(Self.time { signature.operate(mark / 100 % 20) })
        }
        let set = set(mark + Int(first), &random)
        let time = Self.time {
          precondition(
            (try? store.mark(set)) != nil,
            "a mark finds room when entries expire")
        }
        least[mark] = min(least[mark], time)
        greatest = max(greatest, time)
      }
      openedCount = store.openedCount - openedBefore
    }
    return WorstMarkResult(
      entryCount: entryCount, tokenCount: tokenCount,
      repetitionCount: repetitionCount, openedCount: openedCount,
      sortedNanoseconds: least.sorted(),
      greatestNanoseconds: greatest,
      signatureNanoseconds: signatures.sorted()[signatures.count / 2])
  }

  /// A store whose index is full.
  private func filledStore() throws -> BenchStore {
    let store = try BenchStore(
      capacity: entryCount, ringCapacity: 2 * entryCount)
    var random = BenchRandom(seed: 23)
    for first in stride(from: 0, to: entryCount, by: 4) {
      try store.mark(
        set(of: first..<first + 4, now: Self.start, &random))
    }
    return store
  }

  /// The chain that comes after so many others, when as many tokens as it has
  /// have just expired.
  private func set(_ mark: Int, _ random: inout BenchRandom) -> MarkSet {
    let tokens = entryCount + mark * tokenCount
    return set(
      of: tokens..<tokens + tokenCount,
      now: Self.start + UInt64((mark + 1) * tokenCount), &random)
  }

  private static func time(_ operation: () -> Void) -> UInt64 {
    let start = BenchClock.nanoseconds()
    operation()
    return BenchClock.nanoseconds() - start
  }

  /// Tokens by number, of which exactly one expires in each second.
  private func set(
    of tokens: Range<Int>, now: UInt64, _ random: inout BenchRandom
  ) -> MarkSet {
    var set = MarkSet(requestDigest: now, loSeconds: now, hiSeconds: now)
    for token in tokens {
      set.append(
        TokenMark(
          key: MarkKey(high: random.next(), low: random.next()),
          ledgerKey: LedgerKey(random.next() | 1),
          issuedAtSeconds: UInt32(now),
          expiresAtSeconds: UInt32(Self.start) + UInt32(expiry(of: token)),
          rateLimit: nil))
    }
    return set
  }

  /// As many tokens as there are entries expire in as many seconds, in another
  /// order than they came. Seconds since the start.
  private func expiry(of token: Int) -> Int {
    // A prime: it shares no factor with a smaller number.
    let stride = 15_485_863
    let place = token % entryCount
    return token - place + place * stride % entryCount
  }
}
