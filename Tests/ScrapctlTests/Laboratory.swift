// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import TestSupport

/// The vectors' satellite, and items that are made for it.
enum Laboratory {
  static let satelliteID = "SENTINEL-2C-62261"
  static let nowSeconds: UInt32 = 1_705_320_100

  static func publicKey(_ name: String) -> [UInt8] {
    Vectors.key(name).publicKeyCompressedHex.bytes
  }

  static func signing(_ name: String) throws -> SigningKey {
    try SigningKey(
      secret: Vectors.key(name).privateKeyHex.bytes.span, chance: .zero,
      place: name)
  }

  static var profile: SatelliteProfile {
    SatelliteProfile(
      satelliteID: satelliteID, identityKey: publicKey("executor"),
      issuers: [publicKey("operator")],
      subjects: ["ICEYE-X14-51070": publicKey("commander")],
      limits: ProfileLimits(
        replayCapacity: 300, replayRootSubjectPercent: 100))
  }

  /// A directory with the profile in it.
  static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(profile.json.line, to: "profile.json")
    return scratch
  }

  /// Root tokens that differ in their id.
  static func token(_ number: Int) throws -> [UInt8] {
    try TokenIssuing.issue(
      TokenDescription(
        subject: publicKey("commander"), audience: Array(satelliteID.utf8),
        issuedAtSeconds: nowSeconds - 10,
        expiresAtSeconds: nowSeconds + 86_400,
        tokenID: (0..<16).map { UInt8(truncatingIfNeeded: number >> $0) },
        capabilities: ["cmd:imaging:*"]),
      key: signing("operator"), checking: .none)
  }

  /// A request with a token of its own.
  static func request(_ number: Int) throws -> [UInt8] {
    try RequestSigning.sign(
      RequestDescription(
        taskID: "T\(number)", timestampSeconds: nowSeconds,
        chain: [token(number)], taskType: "cmd:imaging:msi"),
      key: signing("commander"), checking: .none)
  }

  /// A request with a token that was issued right after a floor.
  static func freshRequest(after floor: UInt32) throws -> [UInt8] {
    let token = try TokenIssuing.issue(
      TokenDescription(
        subject: publicKey("commander"), audience: Array(satelliteID.utf8),
        issuedAtSeconds: floor + 1, expiresAtSeconds: floor + 86_400,
        tokenID: [UInt8](repeating: 0xee, count: 16),
        capabilities: ["cmd:imaging:*"]),
      key: signing("operator"), checking: .none)
    return try RequestSigning.sign(
      RequestDescription(
        taskID: "FRESH", timestampSeconds: floor + 2, chain: [token],
        taskType: "cmd:imaging:msi"),
      key: signing("commander"), checking: .none)
  }

  /// The arguments of `verify` in a scratch directory.
  static func verify(_ more: String...) -> [String] {
    [
      "verify", "--profile", "profile.json", "--store", "store",
      "--format", "json",
    ] + more
  }

  /// The same at the vectors' time.
  static func verifyThen(_ more: String...) -> [String] {
    verify() + ["--now", "\(nowSeconds)"] + more
  }

  static func lines(_ items: [[UInt8]]) -> String {
    items.map { HexText.text($0) + "\n" }.joined()
  }

  static func line(chain: [[UInt8]]) -> String {
    chain.map { HexText.text($0) }.joined(separator: ",") + "\n"
  }
}
