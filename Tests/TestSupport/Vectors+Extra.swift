// SPDX-License-Identifier: Apache-2.0

extension Vectors {
  /// The vectors made for this project.
  public struct Extra: Decodable, Sendable {
    /// Public test keys by role.
    public var keys: [String: Key]
    /// Tokens to accept, by name.
    public var acceptTokens: [String: SignedToken]
    /// A chain to accept.
    public var acceptChain: Chain
    /// Tokens to refuse.
    public var rejectTokens: [RejectToken]
    /// Chains to refuse.
    public var rejectChains: [RejectChain]
    /// A request with its signed bytes.
    public var taskRequest: SignedRequest
    /// Requests to accept.
    public var acceptRequests: [AcceptRequest]
    /// Requests to refuse.
    public var rejectRequests: [RejectRequest]
    /// BigSize in all its forms.
    public var bigsize: BigSizeVectors
    /// What a grant covers.
    public var capabilityMatch: [CapabilityMatch]
    /// What no request may ask for.
    public var capabilityRequestedInvalid: [String]
    /// What a delegation may hand on.
    public var capabilitySubset: [CapabilitySubset]
  }

  /// A public test key pair.
  public struct Key: Decodable, Sendable {
    /// The secret, 32 bytes.
    public var privateKeyHex: HexBytes
    /// The compressed key, 33 bytes.
    public var publicKeyCompressedHex: HexBytes
  }

  /// Root, and two delegations.
  public struct Chain: Decodable, Sendable {
    /// The operator's token.
    public var root: SignedToken
    /// From commander to delegate b.
    public var del1: SignedToken
    /// From delegate b to delegate c.
    public var del2: SignedToken

    /// The three with their names, root first.
    public var tokens: [(name: String, token: SignedToken)] {
      [("chain_root", root), ("chain_del_1", del1), ("chain_del_2", del2)]
    }
  }

  /// A token to refuse.
  public struct RejectToken: Decodable, Sendable {
    /// The case's name.
    public var name: String
    /// The token.
    public var tokenHex: HexBytes
    /// The refusal's name.
    public var reason: String
    /// Unix seconds of the clock, if not the usual ones.
    public var now: UInt32?
  }

  /// A chain to refuse.
  public struct RejectChain: Decodable, Sendable {
    /// The case's name.
    public var name: String
    /// The tokens above the presented one, root first.
    public var chain: [HexBytes]
    /// The presented token.
    public var token: HexBytes
    /// The refusal's name.
    public var reason: String
  }

  /// A request and what was signed.
  public struct SignedRequest: Decodable, Sendable {
    /// The tag.
    public var tag: String
    /// The body before record 20.
    public var signedHex: HexBytes
    /// The tagged hash.
    public var signedHashHex: HexBytes
    /// The commander's signature.
    public var signatureHex: HexBytes
    /// The whole message.
    public var messageHex: HexBytes
  }

  /// A request to accept.
  public struct AcceptRequest: Decodable, Sendable {
    /// The case's name.
    public var name: String
    /// The whole message.
    public var messageHex: HexBytes
  }

  /// A request to refuse.
  public struct RejectRequest: Decodable, Sendable {
    /// The case's name.
    public var name: String
    /// The whole message.
    public var messageHex: HexBytes
    /// The refusal's name.
    public var reason: String
  }

  /// BigSize in all its forms.
  public struct BigSizeVectors: Decodable, Sendable {
    /// Bytes by decimal value.
    public var accept: [String: HexBytes]
    /// Longer than needed.
    public var rejectNotMinimal: [HexBytes]
    /// Cut off.
    public var rejectShort: [HexBytes]
  }

  /// Whether a grant covers a request.
  public struct CapabilityMatch: Decodable, Sendable {
    /// What a token holds.
    public var granted: String
    /// What is asked for.
    public var requested: String
    /// Whether it is covered.
    public var match: Bool
  }

  /// Whether a parent covers a child.
  public struct CapabilitySubset: Decodable, Sendable {
    /// What the parent holds.
    public var parent: String
    /// What the child holds.
    public var child: String
    /// Whether it is covered.
    public var subset: Bool
  }
}
