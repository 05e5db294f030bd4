// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapWire
import TestSupport
import Testing

@Suite struct ClockReadingSigningTests {
  private static let vector = ClockReadingVector.shared

  private static func description(
    _ change: (inout ClockReadingDescription) -> Void = { _ in }
  ) -> ClockReadingDescription {
    var description = ClockReadingDescription(
      version: vector.version, unixSeconds: vector.unixSeconds,
      nanoseconds: vector.nanoseconds,
      errorNanoseconds: vector.errorNanoseconds)
    change(&description)
    return description
  }

  private static func sign(
    _ description: ClockReadingDescription,
    challenge: [UInt8] = vector.challengeHex.bytes
  ) throws(GroundError) -> [UInt8] {
    let secret = vector.secretKeyHex.bytes
    let key = try SigningKey(
      secret: secret.span, chance: .zero, place: "key")
    return try ClockReadingSigning.sign(
      challenge: challenge, description, key: key)
  }

  @Test func theVectorsReadingIsSignedByteForByte() throws {
    let message = try Self.sign(Self.description())
    #expect(message == Self.vector.messageHex.bytes)
  }

  @Test func theLongestReadingHasItsLengthInOneByte() throws {
    let id = [UInt8](repeating: 0x61, count: 64)
    let challenge = RecordStream([
      Record(0, id), Record(2, Self.vector.nonceHex.bytes),
    ]).message(0x20)
    let message = try Self.sign(Self.description(), challenge: challenge)
    #expect(message.count == 224)
    _ = try SignedClockReading(parsing: message.span)
  }

  @Test func whatNoSatelliteWouldTakeIsNotSigned() throws {
    let bad: [(String, ClockReadingDescription)] = [
      ("version", Self.description { $0.version = 0 }),
      ("unix_seconds", Self.description { $0.unixSeconds = 1 << 32 }),
      ("nanoseconds", Self.description { $0.nanoseconds = 1_000_000_000 }),
      ("error_nanoseconds", Self.description { $0.errorNanoseconds = 0 }),
      (
        "error_nanoseconds",
        Self.description { $0.errorNanoseconds = 1 << 63 }
      ),
    ]
    for (place, description) in bad {
      let found = Self.place { () throws(GroundError) in
        try Self.sign(description)
      }
      #expect(found == place)
    }
  }

  @Test func whatIsNoChallengeIsNotAnswered() throws {
    let right = Self.vector.challengeHex.bytes
    let wrong: [[UInt8]] = [
      [], Array(right.dropLast()), right + [0],
      [0x21] + right.dropFirst(), Self.vector.messageHex.bytes,
    ]
    for challenge in wrong {
      let found = Self.place { () throws(GroundError) in
        try Self.sign(Self.description(), challenge: challenge)
      }
      #expect(found == "challenge")
    }
  }

  /// The place that a `wrongValue` names.
  private static func place(
    _ body: () throws(GroundError) -> [UInt8]
  ) -> String? {
    do throws(GroundError) {
      _ = try body()
    } catch {
      if case .wrongValue(let place, _, _) = error { return place }
    }
    return nil
  }
}
