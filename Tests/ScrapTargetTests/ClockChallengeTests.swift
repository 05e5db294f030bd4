// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapTarget

/// Clock challenges: which are open, how long, and what an answer closes.
@Suite struct ClockChallengeTests {
  private static let vector = ClockReadingVector.shared
  private static let second: UInt64 = 1_000_000_000
  private let drawn = 77 * Self.second

  /// A satellite with the vector's nonce to draw, then others.
  private func craft(asks: Bool = true) -> Craft {
    var profile = ProfileRecord()
    profile.operationsKeys = [TestKey.operations.publicKey]
    let craft = Craft(profile: profile)
    let rest = [UInt8](repeating: 0x5a, count: 16)
    craft.entropy.draws =
      [Self.vector.nonceHex.bytes + rest]
      + (1...9).map { [UInt8](repeating: $0, count: 32) }
    if asks { _ = craft.challenge(at: drawn) }
    return craft
  }

  /// The answer to a challenge.
  private func answer(
    _ challenge: [UInt8], version: UInt64 = 7
  ) -> [UInt8] {
    var body = RecordStream(splitting: Self.vector.signedHex.bytes)
      .with(2, NaiveInteger.bigEndian(version, 8))
      .with(4, Array(challenge.suffix(16)))
    let signature = TestKey.operations.signature(
      .operatorClockReading, body.bytes)
    body.records.append(Record(14, signature))
    return body.message(0x21)
  }

  /// The reading that answers a challenge drawn so much later.
  private func reading(later seconds: UInt64 = 0) -> OperatorClockReading {
    OperatorClockReading(
      unixSeconds: Int64(Self.vector.unixSeconds),
      nanoseconds: Self.vector.nanoseconds,
      errorNanoseconds: Int64(Self.vector.errorNanoseconds),
      drawnAtNanoseconds: drawn + seconds * Self.second)
  }

  @Test func theSameChallengeIsSentForTenSeconds() {
    let craft = craft(asks: false)
    let first = craft.challenge(at: drawn).message
    for later in [0, 1, 9 * Self.second, 10 * Self.second - 1] {
      #expect(craft.challenge(at: drawn + later).message == first)
    }
    let next = craft.challenge(at: drawn + 10 * Self.second).message
    #expect(next != first)
    #expect(craft.entropy.draws.count == 8)
  }

  /// A fresh answer is as narrow as the way there and back allows.
  @Test(arguments: [110, 119, 150, 599] as [UInt64])
  func whoeverAsksAgainLaterIsGivenAFreshNonce(_ later: UInt64) {
    let craft = craft()
    let next = craft.challenge(at: drawn + later * Self.second).message
    #expect(craft.hear(answer(next)).heard == .clockRead(reading(later: later)))
  }

  /// So that nobody can spoil an answer that is on its way by asking; each is
  /// widened from its own drawing.
  @Test(arguments: 0..<4)
  func theLastFourChallengesAreAnsweredEachWithItsOwnDrawing(_ which: Int) {
    let craft = craft(asks: false)
    let challenges = (0...4).map {
      craft.challenge(at: drawn + UInt64($0) * 10 * Self.second).message
    }
    #expect(Set(challenges).count == 5)
    expectRefused(
      craft, answer(challenges[0]), OperatorRefusal(.wrongNonce, offset: 34))
    let heard = craft.hear(answer(challenges[1 + which])).heard
    #expect(heard == .clockRead(reading(later: UInt64(1 + which) * 10)))
    // That one and all before it are spent, the later ones are not.
    for index in 1...4 {
      let later = answer(challenges[index], version: UInt64(7 + index))
      if index <= 1 + which {
        expectRefused(
          craft, later,
          which == 3
            ? OperatorRefusal(.noOpenChallenge)
            : OperatorRefusal(.wrongNonce, offset: 34))
      } else {
        let seconds = UInt64(index) * 10
        #expect(craft.hear(later).heard == .clockRead(reading(later: seconds)))
      }
    }
  }

  /// Chance that repeats itself must not make an old answer a fresh one.
  @Test func aNonceThatComesTwiceCountsFromItsFirstDrawing() {
    let craft = craft()
    craft.entropy.draws =
      [Self.vector.nonceHex.bytes + [UInt8](repeating: 1, count: 16)]
    let again = craft.challenge(at: drawn + 20 * Self.second).message
    #expect(again == Self.vector.challengeHex.bytes)
    #expect(craft.hear(answer(again)).heard == .clockRead(reading()))
  }

  @Test func anAnswerToAChallengeThatIsOverIsRefused() {
    let craft = craft()
    let second = craft.challenge(at: drawn + 100 * Self.second).message
    let third = craft.challenge(at: drawn + 120 * Self.second).message
    #expect(third != second)
    expectRefused(
      craft, Self.vector.messageHex.bytes,
      OperatorRefusal(.wrongNonce, offset: 34))
    let heard = craft.hear(answer(second)).heard
    #expect(heard == .clockRead(reading(later: 100)))
    // The counter fell: nobody knows how old the challenges are.
    let other = craft.challenge(at: drawn).message
    expectRefused(
      craft, answer(third, version: 8),
      OperatorRefusal(.wrongNonce, offset: 34))
    #expect(
      craft.hear(answer(other, version: 8)).heard == .clockRead(reading()))
  }

  // E-45: neither another nonce nor another time of drawing.
  @Test func aFlippedBitOfAnOpenChallengeIsOutvoted() {
    let count = craft().challengeBitCount
    for bit in stride(from: 0, to: count, by: 7) {
      let craft = craft()
      let challenges =
        [Self.vector.challengeHex.bytes]
        + (1...3).map {
          craft.challenge(at: drawn + $0 * 10 * Self.second).message
        }
      for index in 0..<4 {
        craft.flipChallenge(bit: bit)
        let heard = craft.hear(
          answer(challenges[index], version: UInt64(7 + index))
        ).heard
        let seconds = UInt64(index) * 10
        #expect(heard == .clockRead(reading(later: seconds)), "bit \(bit)")
      }
    }
  }

  // Two copies that differ from the third in different bits tell nothing.
  @Test func aChallengeThatNobodyCanTellIsClosedAlone() {
    let craft = craft()
    let later = craft.challenge(at: drawn + 20 * Self.second).message
    // The second place of four, three copies each: two of them are hit.
    let place = craft.challengeBitCount / 4
    craft.flipChallenge(bit: place)
    craft.flipChallenge(bit: place + place / 3 + 1)
    expectRefused(
      craft, Self.vector.messageHex.bytes,
      OperatorRefusal(.wrongNonce, offset: 34))
    #expect(craft.hear(answer(later)).heard == .clockRead(reading(later: 20)))
  }
}
