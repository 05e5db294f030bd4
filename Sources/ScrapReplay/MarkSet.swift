// SPDX-License-Identifier: Apache-2.0

/// All marks of one accepted task: every token of the chain, root first, in
/// one commit (E-80). Or tokens that the operator revokes (E-70).
public struct MarkSet: Sendable {
  /// Tokens in a chain of the greatest depth, root included.
  public static let tokenCountMax = 4

  /// How many of `tokens` are in use, 1 to 4.
  public private(set) var count: Int
  /// The marks, root first.
  public private(set) var tokens: InlineArray<4, TokenMark>
  /// The first 64 bits of the digest that the commander signed; nil for a
  /// chain presented alone, which is never `already_accepted` (E-67).
  public let requestDigest: UInt64?
  /// The tokens are revoked, not used; each is for itself.
  public let isRevocation: Bool
  /// The lower bound of trusted time at the decision, Unix seconds.
  public let loSeconds: UInt64
  /// The upper bound of trusted time at the decision, Unix seconds.
  public let hiSeconds: UInt64

  /// Makes an empty set.
  ///
  /// - Precondition: `loSeconds <= hiSeconds`.
  public init(
    requestDigest: UInt64?, loSeconds: UInt64, hiSeconds: UInt64,
    isRevocation: Bool = false
  ) {
    precondition(loSeconds <= hiSeconds, "an interval of time is ordered")
    self.count = 0
    self.tokens = .init(repeating: .empty)
    self.requestDigest = requestDigest
    self.isRevocation = isRevocation
    self.loSeconds = loSeconds
    self.hiSeconds = hiSeconds
  }

  /// Adds the mark of the next token.
  ///
  /// - Precondition: fewer than 4 marks are in the set.
  public mutating func append(_ mark: TokenMark) {
    precondition(count < Self.tokenCountMax, "a chain has at most 4 tokens")
    tokens[count] = mark
    count += 1
  }
}
