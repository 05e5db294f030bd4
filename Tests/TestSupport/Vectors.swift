// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project's vectors, `Tests/Vectors/scrap-vectors.json`, as far as tests
/// use them.
public struct Vectors: Decodable, Sendable {
  /// Tagged-hash tags by name.
  public var tags: [String: TagVector]
  /// SCRAP §18.1.
  public var tv1TokenId: TokenIDVector
  /// SCRAP §18.2, repaired.
  public var tv2CapabilityToken: CapabilityTokenVector
  /// SCRAP §18.3.
  public var tv3Binding: BindingVector
  /// SCRAP §18.4.
  public var tv4Proof: ProofVector
  /// SCRAP §18.5, with the derived keys.
  public var tv5Bip32: DerivationVector
  /// The sample keys of the specification, most of them off the curve.
  public var pubkeyChecks: [KeyCheck]
  /// The vectors made for this project.
  public var extra: Extra

  /// The vectors, read once.
  public static let shared: Vectors = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let data = try Data(
        contentsOf: directory.appending(
          path: "scrap-vectors.json"))
      return try decoder.decode(Vectors.self, from: data)
    } catch {
      preconditionFailure("scrap-vectors.json cannot be read: \(error)")
    }
  }()

  /// The directory of all vector files, beside this one in the source tree.
  public static var directory: URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Vectors")
  }

  /// A public test key by role; the vectors must have it.
  public static func key(_ name: String) -> Key {
    guard let key = shared.extra.keys[name] else {
      preconditionFailure("the vectors have no key \(name)")
    }
    return key
  }

  /// The bytes of one vector file.
  public static func file(_ name: String) -> String {
    do {
      return try String(
        contentsOf: directory.appending(path: name), encoding: .utf8)
    } catch {
      preconditionFailure("\(name) cannot be read: \(error)")
    }
  }
}

extension Vectors {
  /// The tokens that are well-formed: those to accept, the repaired §18.2,
  /// and the three of the chain.
  public var acceptedTokens: [NamedBytes] {
    var tokens = extra.acceptTokens.sorted { $0.key < $1.key }.map {
      NamedBytes(name: $0.key, bytes: $0.value.tokenHex.bytes)
    }
    tokens.append(
      NamedBytes(
        name: "tv2_canonical_instance",
        bytes: tv2CapabilityToken.canonicalInstance.tokenHex.bytes))
    for (name, token) in extra.acceptChain.tokens {
      tokens.append(NamedBytes(name: name, bytes: token.tokenHex.bytes))
    }
    return tokens
  }

  /// The requests to accept.
  public var acceptedRequests: [NamedBytes] {
    extra.acceptRequests.map {
      NamedBytes(name: $0.name, bytes: $0.messageHex.bytes)
    }
  }
}

/// Bytes of a vector and what they are called there.
public struct NamedBytes: Sendable, CustomStringConvertible {
  /// The vector's name.
  public var name: String
  /// The vector's bytes.
  public var bytes: [UInt8]

  /// The name, which is enough to find the vector.
  public var description: String { name }

  /// Names bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
