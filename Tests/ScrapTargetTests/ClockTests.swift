// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapTarget

/// The operator's clock reading: what answers the challenge, once, and nothing
/// else.
@Suite struct ClockTests {
  private static let vector = ClockReadingVector.shared
  private static let second: UInt64 = 1_000_000_000
  private let drawn = 77 * Self.second

  /// A satellite with the vector's nonce to draw, then others.
  private func craft(
    operationsKeys: [TestKey] = [.operations], asks: Bool = true
  ) -> Craft {
    var profile = ProfileRecord()
    profile.operationsKeys = operationsKeys.map(\.publicKey)
    let craft = Craft(profile: profile)
    let rest = [UInt8](repeating: 0x5a, count: 16)
    craft.entropy.draws =
      [Self.vector.nonceHex.bytes + rest]
      + (1...9).map { [UInt8](repeating: $0, count: 32) }
    if asks { _ = craft.challenge(at: drawn) }
    return craft
  }

  /// The vector's records but the signature.
  private var records: RecordStream {
    RecordStream(splitting: Self.vector.signedHex.bytes)
  }

  private func message(
    _ records: RecordStream, by key: TestKey = .operations,
    tag: ScrapCrypto.Tag = .operatorClockReading
  ) -> [UInt8] {
    var body = records
    body.records.append(Record(14, key.signature(tag, body.bytes)))
    return body.message(0x21)
  }

  private func message(version: UInt64) -> [UInt8] {
    message(records.with(2, NaiveInteger.bigEndian(version, 8)))
  }

  private var reading: OperatorClockReading {
    OperatorClockReading(
      unixSeconds: Int64(Self.vector.unixSeconds),
      nanoseconds: Self.vector.nanoseconds,
      errorNanoseconds: Int64(Self.vector.errorNanoseconds),
      drawnAtNanoseconds: drawn)
  }

  private func version(_ craft: Craft) -> UInt64 {
    craft.target.verifier.withStore { $0.messageVersion(ofKind: 0) }
  }

  // MARK: Challenge

  @Test func theChallengeNamesSatelliteAndNonce() {
    let craft = craft(asks: false)
    let (error, message) = craft.challenge(at: drawn)
    #expect(error == nil)
    #expect(message == Self.vector.challengeHex.bytes)
  }

  @Test func withoutChanceOrRoomThereIsNoChallenge() {
    let craft = craft(asks: false)
    craft.entropy.left = 0
    #expect(craft.challenge(at: drawn).error == .noEntropy)
    let heard = craft.hear(Self.vector.messageHex.bytes).heard
    #expect(heard == .operatorRefused(OperatorRefusal(.noOpenChallenge)))
    craft.entropy.left = 1
    #expect(
      craft.challenge(at: drawn, capacity: 39).error == .replyBufferTooSmall)
    let message = craft.challenge(at: drawn, capacity: 40).message
    #expect(message == Self.vector.challengeHex.bytes)
  }

  @Test func aChallengeIsNotForATarget() {
    let craft = craft()
    #expect(craft.hear(Self.vector.challengeHex.bytes).heard == .ignored(0x20))
  }

  // MARK: Answers

  @Test func theVectorsReadingIsTakenOnce() {
    let craft = craft()
    let (heard, reply) = craft.hear(Self.vector.messageHex.bytes)
    #expect(heard == .clockRead(reading))
    #expect(reply == [])
    #expect(version(craft) == 7)
    expectRefused(
      craft, Self.vector.messageHex.bytes, OperatorRefusal(.noOpenChallenge))
    // Nor is the spent nonce drawn again.
    let next = craft.challenge(at: drawn).message
    #expect(next != Self.vector.challengeHex.bytes)
  }

  // It is how the satellite gets time: none is needed.
  @Test func aReadingIsTakenWithoutTrustedTime() {
    let heard = craft().hear(Self.vector.messageHex.bytes, at: nil).heard
    #expect(heard == .clockRead(reading))
  }

  @Test func eachOfFourOperationsKeysMaySign() {
    let keys: [TestKey] = [
      .operations, .secondOperator, .delegateD, .stranger,
    ]
    for key in keys {
      let signed = message(records.with(12, key.publicKey), by: key)
      let heard = craft(operationsKeys: keys).hear(signed).heard
      #expect(heard == .clockRead(reading))
    }
  }

  // E-26: skipped, but signed.
  @Test func unknownOddRecordsAreSigned() {
    let body = records.adding(Record(5, [1, 2, 3]))
    #expect(craft().hear(message(body)).heard == .clockRead(reading))
    var late = RecordStream(
      splitting: Array(Self.vector.messageHex.bytes.dropFirst(3)))
    late = late.adding(Record(13, []))
    expectRefused(
      craft(), late.message(0x21),
      OperatorRefusal(.badOperationsSignature, offset: 115))
  }

  @Test func everyPrefixAndEveryFlippedBitIsRefused() {
    let craft = craft()
    let right = Self.vector.messageHex.bytes
    let image = craft.board.image
    for count in 1..<right.count {
      let heard = craft.hear(Array(right[..<count])).heard
      guard case .operatorRefused(let refusal) = heard,
        refusal.reason == .malformedMessage, refusal.parseError != nil
      else {
        Issue.record("\(count) bytes: \(heard)")
        continue
      }
    }
    for bit in 8..<right.count * 8 {
      var wrong = right
      wrong[bit / 8] ^= 1 << UInt8(bit % 8)
      let heard = craft.hear(wrong).heard
      guard case .operatorRefused = heard else {
        Issue.record("bit \(bit): \(heard)")
        continue
      }
    }
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
    #expect(craft.hear(right).heard == .clockRead(reading))
  }

  @Test func whatIsWrongIsNamedWithItsPlace() {
    func number(_ value: UInt64, _ count: Int) -> [UInt8] {
      NaiveInteger.bigEndian(value, count)
    }
    let offCurve = [2] + [UInt8](repeating: 0xff, count: 32)
    let cases: [(OperatorRefusal.Reason, Int?, [UInt8])] = [
      (.wrongSatellite, 5, message(records.with(0, Array("OTHER".utf8)))),
      // By its id alone: a key would be another way to say the same.
      (
        .wrongSatellite, 5,
        message(records.with(0, Array("SENTINEL-2C-62262".utf8)))
      ),
      (
        .wrongNonce, 34,
        message(records.with(4, [UInt8](repeating: 0xa0, count: 16)))
      ),
      (
        .unknownOperationsKey, 78,
        message(
          records.with(12, TestKey.stranger.publicKey), by: .stranger)
      ),
      (
        .unknownOperationsKey, 78,
        message(
          records.with(12, TestKey.groundOperator.publicKey),
          by: .groundOperator)
      ),
      (.unknownOperationsKey, 78, message(records.with(12, offCurve))),
      (.impossibleTime, 52, message(records.with(6, number(1 << 63, 8)))),
      (
        .impossibleTime, 62,
        message(records.with(8, number(1_000_000_000, 4)))
      ),
      (.impossibleTime, 68, message(records.with(10, number(0, 8)))),
      (.impossibleTime, 68, message(records.with(10, number(1 << 63, 8)))),
      (.badOperationsSignature, 113, message(records, by: .stranger)),
      (.badOperationsSignature, 113, message(records, tag: .taskRequest)),
      (.oldVersion, 24, message(version: 0)),
    ]
    let craft = craft()
    for (reason, offset, message) in cases {
      expectRefused(
        craft, message, OperatorRefusal(reason, offset: offset))
    }
    #expect(
      craft.hear(Self.vector.messageHex.bytes).heard == .clockRead(reading))
  }

  @Test func aNonceThatDiffersInOneBitIsAnother() {
    let craft = craft()
    for bit in 0..<128 {
      var nonce = Self.vector.nonceHex.bytes
      nonce[bit / 8] ^= 1 << UInt8(bit % 8)
      expectRefused(
        craft, message(records.with(4, nonce)),
        OperatorRefusal(.wrongNonce, offset: 34))
    }
  }

  /// Of two things that are wrong the cheaper one answers.
  @Test func theFirstReasonAnswers() {
    let silent = craft(asks: false)
    let forged = message(records, by: .stranger)
    expectRefused(silent, forged, OperatorRefusal(.noOpenChallenge))
    let elsewhere = records.with(0, Array("OTHER".utf8))
    expectRefused(
      silent, message(elsewhere), OperatorRefusal(.wrongSatellite, offset: 5))
    let craft = craft()
    let nonce = [UInt8](repeating: 9, count: 16)
    let strange = records.with(4, nonce).with(12, TestKey.stranger.publicKey)
    expectRefused(
      craft, message(strange), OperatorRefusal(.wrongNonce, offset: 34))
    let listed = records.with(12, TestKey.stranger.publicKey)
      .with(10, [UInt8](repeating: 0, count: 8))
    expectRefused(
      craft, message(listed),
      OperatorRefusal(.unknownOperationsKey, offset: 78))
    let old = records.with(2, [UInt8](repeating: 0, count: 8))
    expectRefused(
      craft, message(old, by: .stranger),
      OperatorRefusal(.badOperationsSignature, offset: 113))
  }

  @Test func withoutOperationsKeysNobodyTellsTheTime() {
    expectRefused(
      craft(operationsKeys: []), Self.vector.messageHex.bytes,
      OperatorRefusal(.unknownOperationsKey, offset: 78))
  }

  // MARK: Versions

  @Test func anEqualOrOlderVersionIsRefusedAlsoAfterARestart() {
    let craft = craft()
    _ = craft.hear(Self.vector.messageHex.bytes)
    for isRestarted in [false, true] {
      if isRestarted { craft.restart() }
      craft.entropy.draws = [Self.vector.nonceHex.bytes + Self.zeros]
      _ = craft.challenge(at: drawn)
      for version in [0, 1, 6, 7] as [UInt64] {
        expectRefused(
          craft, message(version: version),
          OperatorRefusal(.oldVersion, offset: 24))
      }
    }
    #expect(craft.hear(message(version: 8)).heard == .clockRead(reading))
    #expect(version(craft) == 8)
  }

  private static let zeros = [UInt8](repeating: 0, count: 16)

  @Test func aRestartForgetsTheChallenge() {
    let craft = craft()
    craft.restart()
    expectRefused(
      craft, Self.vector.messageHex.bytes, OperatorRefusal(.noOpenChallenge))
  }

  @Test func aMediumThatFailsTakesNoReading() {
    let craft = craft()
    craft.board.medium.programFault = .error(afterByteCount: 0)
    let refused = craft.hear(Self.vector.messageHex.bytes)
    #expect(
      refused.heard == .operatorRefused(OperatorRefusal(.versionNotKept)))
    #expect(refused.reply == [])
    craft.board.medium.programFault = nil
    // The challenge is still open.
    #expect(craft.hear(message(version: 8)).heard == .clockRead(reading))
  }

  @Test func aStoreThatIsNotReadyTakesNoReading() {
    let craft = craft()
    craft.board.restart(recovers: false)
    let heard = craft.hear(Self.vector.messageHex.bytes).heard
    #expect(heard == .operatorRefused(OperatorRefusal(.versionNotKept)))
  }

  @Test func theReasonsAndTheirNumbersStay() {
    let reasons = (0...999 as ClosedRange<UInt16>).compactMap {
      OperatorRefusal.Reason(rawValue: $0)
    }
    #expect(reasons.map(\.rawValue) == Array(201...217))
    #expect(
      reasons.map { "\($0.name)" } == [
        "malformed_message", "wrong_satellite", "no_open_challenge",
        "wrong_nonce", "unknown_operations_key", "impossible_time",
        "bad_operations_signature", "old_version", "version_not_kept",
        "no_trusted_time", "signed_ahead", "signed_before_floor",
        "unknown_issuer", "revocation_too_far", "floor_out_of_range",
        "store_full", "revocation_not_kept",
      ])
    #expect(Set(reasons.map { "\($0.remedy)" }).count == reasons.count)
    // Apart from those of requests.
    #expect(reasons.allSatisfy { Reason(rawValue: $0.rawValue) == nil })
    let kinds = (0...UInt8.max).compactMap { OperatorMessageKind(rawValue: $0) }
    #expect(
      kinds == [
        .clockReading, .revocation, .issuerList, .floorRaise, .counterReset,
      ])
    #expect(
      kinds.map { Int($0.rawValue) } == Array(0..<OperatorMessageKind.count))
  }
}
