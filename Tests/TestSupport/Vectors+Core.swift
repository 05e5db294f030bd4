// SPDX-License-Identifier: Apache-2.0

extension Vectors {
  /// A tag.
  public struct TagVector: Decodable, Sendable {
    /// SHA-256 of the tag's characters.
    public var sha256OfTag: HexBytes
  }

  /// SCRAP §18.1: a token_id and its text.
  public struct TokenIDVector: Decodable, Sendable {
    /// The 16 bytes.
    public var tokenIdHex: HexBytes
    /// What stands before the time.
    public var issuerPrefix: String
    /// Unix seconds.
    public var timestamp: UInt64
    /// The text form.
    public var string: String
    /// Shortest and longest text.
    public var allowedLen: [Int]
  }

  /// SCRAP §18.2: a token.
  public struct CapabilityTokenVector: Decodable, Sendable {
    /// The token, signed with the operator's test key.
    public var canonicalInstance: SignedToken
  }

  /// A signed token and what was signed.
  public struct SignedToken: Decodable, Sendable {
    /// The bytes before the signature record.
    public var unsignedHex: HexBytes
    /// The tag they were hashed under.
    public var tag: String
    /// The tagged hash.
    public var signedHashHex: HexBytes
    /// Made with 32 zero bytes of auxiliary randomness.
    public var signatureHex: HexBytes
    /// The whole token.
    public var tokenHex: HexBytes
    /// Unix seconds of the clock for this token, if not the usual ones.
    public var now: UInt32?
  }

  /// SCRAP §18.3: a binding.
  public struct BindingVector: Decodable, Sendable {
    /// The 16 bytes.
    public var tokenIdHex: HexBytes
    /// The 32 bytes.
    public var paymentHashHex: HexBytes
    /// Both, one after the other.
    public var messageHex: HexBytes
    /// The hash of §12.2.
    public var bindingHashHex: HexBytes
    /// The commander's signature over it.
    public var signatureByCommanderHex: HexBytes
    /// The commander's key.
    public var commanderPubkeyHex: HexBytes
  }

  /// SCRAP §18.4: a proof of execution.
  public struct ProofVector: Decodable, Sendable {
    /// The 16 bytes.
    public var tokenIdHex: HexBytes
    /// The 32 bytes.
    public var paymentHashHex: HexBytes
    /// The 32 bytes.
    public var outputHashHex: HexBytes
    /// Unix seconds.
    public var timestamp: UInt32
    /// All of them, one after the other.
    public var messageHex: HexBytes
    /// The hash of §12.3.
    public var proofHashHex: HexBytes
    /// The executor's signature over it.
    public var signatureByExecutorHex: HexBytes
    /// The executor's key.
    public var executorPubkeyHex: HexBytes
    /// The hash with an 8-byte time, which nothing may match (E-12).
    public var mustNotMatchBe8: MustNotMatch

    /// A hash that must not be made.
    public struct MustNotMatch: Decodable, Sendable {
      /// The hash.
      public var proofHashHex: HexBytes
    }
  }

  /// A sample key of the specification.
  public struct KeyCheck: Decodable, Sendable {
    /// The key as printed.
    public var hex: String
    /// What a check found.
    public var verdict: String
  }

  /// Keys derived from one seed.
  public struct DerivationVector: Decodable, Sendable {
    /// The seed, 16 bytes.
    public var masterSeedHex: HexBytes
    /// Hardened indices by name.
    public var hardenedIndices: [String: Index]
    /// Nodes by path.
    public var derived: [String: Node]

    /// A hardened index.
    public struct Index: Decodable, Sendable {
      /// The index with its highest bit set.
      public var decimal: UInt32
    }

    /// A node of the tree.
    public struct Node: Decodable, Sendable {
      /// The secret, 32 bytes.
      public var privateKey: HexBytes
      /// The chain code, 32 bytes.
      public var chainCode: HexBytes
      /// The compressed key, 33 bytes.
      public var publicKeyCompressed: HexBytes
    }
  }
}
