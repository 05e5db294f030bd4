// SPDX-License-Identifier: Apache-2.0

/// Well-formed bytes that claim an authorization; nothing of it is believed.
///
/// The first stage of the data path: a whole TaskRequest, or a chain of
/// tokens alone for links that authenticate the peer (SCRAP §16.8).
public struct UnverifiedRequest: ~Copyable, ~Escapable {
  /// What is presented.
  public let presentation: Presentation

  /// Parses a whole message.
  ///
  /// - Throws: as `Presentation`.
  @_lifetime(copy message)
  public init(
    parsing message: Span<UInt8>
  ) throws(RequestParseError) {
    self.presentation = try Presentation(parsing: message)
  }

  /// Parses a chain of tokens without a request.
  ///
  /// - Parameters:
  ///   - bytes: the tokens, one after another, root first.
  ///   - tokenByteCounts: how long each of them is.
  /// - Throws: as `Presentation`.
  /// - Precondition: there is a token, and the counts add up.
  @_lifetime(copy bytes)
  public init(
    parsingChain bytes: Span<UInt8>, tokenByteCounts: Span<Int>
  ) throws(RequestParseError) {
    self.presentation = try Presentation(
      parsingChain: bytes, tokenByteCounts: tokenByteCounts)
  }
}
