// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A signed clock reading and its parts, `clock-reading.json`.
public struct ClockReadingVector: Decodable, Sendable {
  /// The operations key's secret; auxiliary bytes are zero.
  public var secretKeyHex: HexBytes
  /// The compressed key.
  public var publicKeyHex: HexBytes
  /// The satellite.
  public var satelliteId: String
  /// The 16 bytes that it drew.
  public var nonceHex: HexBytes
  /// The whole ClockChallenge.
  public var challengeHex: HexBytes
  /// Record 2.
  public var version: UInt64
  /// Record 6.
  public var unixSeconds: UInt64
  /// Record 8.
  public var nanoseconds: UInt32
  /// Record 10.
  public var errorNanoseconds: UInt64
  /// The body before the signature.
  public var signedHex: HexBytes
  /// The tagged hash of it.
  public var digestHex: HexBytes
  /// BIP-340.
  public var signatureHex: HexBytes
  /// The whole message.
  public var messageHex: HexBytes

  /// The vector, read once.
  public static let shared: ClockReadingVector = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = Vectors.file("clock-reading.json")
    do {
      return try decoder.decode(
        ClockReadingVector.self, from: Data(text.utf8))
    } catch {
      preconditionFailure("clock-reading.json cannot be read: \(error)")
    }
  }()
}
