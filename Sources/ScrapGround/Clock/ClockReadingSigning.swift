// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Writes and signs clock readings, the operator's answers to a satellite's
/// challenge.
public enum ClockReadingSigning {
  /// Answers a challenge (tag `SCRAP/ops/clock_reading/v1`).
  ///
  /// - Parameters:
  ///   - challenge: the whole ClockChallenge message; the answer names its
  ///     satellite and repeats its nonce.
  ///   - description: what the answer says.
  ///   - key: one of the operations keys in the satellite's profile.
  /// - Returns: the whole message, header included.
  /// - Throws: `wrongValue` for a challenge that is none, a version of 0, and
  ///   a time or error bound that no satellite would take; `noEntropy`,
  ///   `signingFault`.
  public static func sign(
    challenge: [UInt8], _ description: ClockReadingDescription,
    key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    try check(description)
    let (satelliteID, nonce) = try records(ofChallenge: challenge)
    var writer = RecordWriter()
    writer.append(0, satelliteID)
    writer.append(2, description.version, byteCount: 8)
    writer.append(4, nonce)
    writer.append(6, description.unixSeconds, byteCount: 8)
    writer.append(8, UInt64(description.nanoseconds), byteCount: 4)
    writer.append(10, description.errorNanoseconds, byteCount: 8)
    writer.append(12, key.publicKey)
    writer.append(14, try key.sign(.operatorClockReading, writer.bytes))
    let body = writer.bytes
    // Its records have at most 222 bytes together.
    return [MessageType.clockReading.rawValue, 0, UInt8(body.count)] + body
  }

  private static func records(
    ofChallenge bytes: [UInt8]
  ) throws(GroundError) -> (satelliteID: [UInt8], nonce: [UInt8]) {
    do throws(ParseError) {
      let message = try ClockChallenge(parsing: bytes.span).message
      return (
        message.value(ClockChallengeSchema.satelliteID).array,
        message.value(ClockChallengeSchema.nonce).array
      )
    } catch {
      throw .wrongValue(
        place: "challenge", expected: "a ClockChallenge message",
        found: "\(error.kind.name) at byte \(error.offset)")
    }
  }

  private static func check(
    _ description: ClockReadingDescription
  ) throws(GroundError) {
    try check(description.version, 1...UInt64.max, "version")
    // 32-bit times end in 2106 (E-57).
    try check(description.unixSeconds, 0...UInt64(UInt32.max), "unix_seconds")
    try check(UInt64(description.nanoseconds), 0...999_999_999, "nanoseconds")
    try check(
      description.errorNanoseconds, 1...UInt64(Int64.max),
      "error_nanoseconds")
  }

  private static func check(
    _ value: UInt64, _ range: ClosedRange<UInt64>, _ place: String
  ) throws(GroundError) {
    try SatelliteProfile.checkRange(value, range, place)
  }
}
