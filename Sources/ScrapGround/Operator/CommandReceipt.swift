// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// A satellite's receipt for a command: it has taken effect, for good.
public struct CommandReceipt: Equatable, Sendable {
  /// The satellite's text id.
  public let satelliteID: String
  /// The command's name.
  public let command: String
  /// The command's version.
  public let version: UInt64
  /// The digest that the operator signed.
  public let inReplyTo: [UInt8]
  /// When, by the satellite's trusted time, Unix seconds.
  public let timestampSeconds: UInt64

  /// Reads a receipt.
  ///
  /// - Parameters:
  ///   - message: the whole message.
  ///   - profile: the satellite's, whose key must have signed.
  /// - Throws: `wrongValue` for anything else than a receipt of this satellite.
  public init(
    message: [UInt8], from profile: SatelliteProfile
  ) throws(GroundError) {
    typealias Records = OperatorReceiptSchema
    let signed: SignedAnswer
    let type: UInt8
    do throws(ParseError) {
      let receipt = try OperatorReceipt(parsing: message.span).message
      signed = SignedAnswer(
        satelliteID: receipt.value(Records.satelliteID).array,
        signature: receipt.value(Records.executorSignature).array,
        digest: TaggedHash.hash(.operatorReceipt, receipt.signedBytes))
      type = UInt8(receipt.integer(Records.commandType))
      version = receipt.integer(Records.version)
      inReplyTo = receipt.value(Records.inReplyTo).array
      timestampSeconds = receipt.integer(Records.timestamp)
    } catch {
      throw SignedAnswer.malformed(error)
    }
    try signed.check(by: profile)
    satelliteID = profile.satelliteID
    command =
      MessageType(rawValue: type).flatMap { OperatorContent.name(of: $0) }
      ?? "\(type)"
  }

  /// What it says, by name.
  public var members: [(String, JSONText)] {
    [
      ("answer", .string("receipt")), ("satellite_id", .string(satelliteID)),
      ("command", .string(command)), ("version", .integer(version)),
      ("timestamp_seconds", .integer(timestampSeconds)),
      ("in_reply_to", .string(HexText.text(inReplyTo))),
    ]
  }
}
