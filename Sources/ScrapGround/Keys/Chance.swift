// SPDX-License-Identifier: Apache-2.0

import CLinux
import ScrapCrypto

/// Where keys, ids and blinding come from: the kernel, or a seed for what must
/// come out the same each time.
public struct Chance: Sendable {
  private enum Source: Sendable {
    case kernel
    case seed(UInt64)
    case zero
  }

  private let source: Source

  /// The kernel's randomness.
  public static let kernel = Chance(source: .kernel)

  /// What a seed determines. For tests and demonstrations only: whoever knows
  /// the seed knows the keys.
  public static func seed(_ seed: UInt64) -> Chance {
    Chance(source: .seed(seed))
  }

  /// Zero bytes, with which published vectors were signed. BIP-340 allows a
  /// constant as auxiliary bytes; keys and ids must not come from here.
  public static let zero = Chance(source: .zero)

  /// 32 bytes.
  ///
  /// - Parameters:
  ///   - purpose: what they are for; with a seed, another purpose gives
  ///     other bytes.
  ///   - context: told apart in the same way, a token's bytes for example.
  /// - Returns: the bytes, fresh ones each time unless there is a seed.
  /// - Throws: `noEntropy`.
  public func bytes32(
    for purpose: String, context: [UInt8] = []
  ) throws(GroundError) -> Entropy32 {
    switch source {
    case .kernel: return try Self.kernelBytes32()
    case .seed(let seed):
      var hash = SHA256()
      hash.update(Array("scrap-ground-seed/\(seed)/\(purpose)/".utf8).span)
      hash.update(context.span)
      return Entropy32(bytes: hash.finalize().bytes)
    case .zero: return Entropy32(bytes: InlineArray(repeating: 0))
    }
  }

  /// 16 bytes for a token_id.
  ///
  /// - Throws: `noEntropy`.
  public func tokenID(context: [UInt8]) throws(GroundError) -> [UInt8] {
    let entropy = try bytes32(for: "token_id", context: context)
    return (0..<16).map { entropy.bytes[$0] }
  }

  /// 16 bytes for a question.
  ///
  /// - Throws: `noEntropy`.
  public func nonce() throws(GroundError) -> [UInt8] {
    let entropy = try bytes32(for: "nonce")
    return (0..<16).map { entropy.bytes[$0] }
  }

  private static func kernelBytes32() throws(GroundError) -> Entropy32 {
    var bytes = [UInt8](repeating: 0, count: 32)
    // Up to 256 bytes come whole or not at all.
    guard getrandom(&bytes, bytes.count, 0) == bytes.count else {
      throw .noEntropy
    }
    var copy = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { copy[index] = bytes[index] }
    return Entropy32(bytes: copy)
  }
}
