// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Writes and signs an operator's commands to a satellite.
public enum OperatorSigning {
  /// Signs a command.
  ///
  /// - Parameters:
  ///   - content: what is to be done.
  ///   - profile: the satellite's; names it, and lists who may command it.
  ///   - version: above that of every command of this type sent before; of no
  ///     meaning for a status request.
  ///   - signedAtSeconds: the present, Unix seconds.
  ///   - key: one of the profile's operations keys.
  /// - Returns: the whole message, header included.
  /// - Throws: `wrongValue` for a key that is none of the profile's operations
  ///   keys, a version of 0, an issuer that the profile does not have, and
  ///   lists that are empty or too long; `noEntropy`, `signingFault`.
  public static func sign(
    _ content: OperatorContent, for profile: SatelliteProfile,
    version: UInt64, signedAtSeconds: UInt64, key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    try check(content, profile, version)
    let publicKey = key.publicKey
    guard profile.operationsKeys.contains(publicKey) else {
      throw .wrongValue(
        place: "key", expected: "one of the profile's operations_keys",
        found: HexText.text(publicKey))
    }
    guard let tag = OperatorContent.tag(of: content.type) else {
      preconditionFailure("every command has a tag")
    }
    var writer = RecordWriter()
    writer.append(0, Array(profile.satelliteID.utf8))
    writer.append(2, version, byteCount: 8)
    writer.append(4, signedAtSeconds, byteCount: 8)
    writer.append(6, try content.bytes())
    writer.append(8, publicKey)
    writer.append(10, try key.sign(tag, writer.bytes))
    let body = writer.bytes
    // Its records have at most 401 bytes together.
    return [
      content.type.rawValue, UInt8(body.count >> 8),
      UInt8(truncatingIfNeeded: body.count),
    ] + body
  }

  /// What the operator signed, to be held against a receipt.
  ///
  /// - Throws: `wrongValue` for bytes that are no command.
  public static func digest(of message: [UInt8]) throws(GroundError) -> [UInt8]
  {
    guard let first = message.first, let type = MessageType(rawValue: first),
      let tag = OperatorContent.tag(of: type)
    else { throw refusal("another type of message") }
    do throws(ParseError) {
      let command = try OperatorCommand(parsing: message.span, as: type)
      return TaggedHash.hash(tag, command.message.signedBytes).span.array
    } catch {
      throw refusal("\(error.kind.name) at byte \(error.offset)")
    }
  }

  /// The nonce that a status request wants repeated.
  ///
  /// - Throws: `wrongValue` for bytes that are no status request.
  public static func nonce(of message: [UInt8]) throws(GroundError) -> [UInt8] {
    do throws(ParseError) {
      return try OperatorCommand(parsing: message.span, as: .statusRequest)
        .content.array
    } catch {
      throw refusal("\(error.kind.name) at byte \(error.offset)")
    }
  }

  private static func refusal(_ found: String) -> GroundError {
    .wrongValue(
      place: "command", expected: "an operator's command", found: found)
  }

  private static func check(
    _ content: OperatorContent, _ profile: SatelliteProfile,
    _ version: UInt64
  ) throws(GroundError) {
    if case .statusRequest = content {
    } else {
      try SatelliteProfile.checkRange(version, 1...UInt64.max, "version")
    }
    guard case .issuers(let keys) = content else { return }
    for key in keys where !profile.issuers.contains(key) {
      throw .wrongValue(
        place: "issuers", expected: "issuers of the profile",
        found: HexText.text(key))
    }
  }
}
