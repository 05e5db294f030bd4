// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Step 2, as a decision asks it: what is malformed is refused.
extension UnverifiedRequest {
  /// Parses a whole message.
  ///
  /// - Throws: `malformed_request`, `malformed_token`.
  @_lifetime(copy message)
  public init(message: Span<UInt8>) throws(Refusal) {
    do throws(RequestParseError) {
      self = try UnverifiedRequest(parsing: message)
    } catch {
      throw Refusal(error)
    }
  }

  /// Parses a chain of tokens without a request.
  ///
  /// - Parameters:
  ///   - chain: the tokens, one after another, root first.
  ///   - tokenByteCounts: how long each of them is.
  /// - Throws: `malformed_token`.
  /// - Precondition: there is a token, and the counts add up.
  @_lifetime(copy chain)
  public init(
    chain: Span<UInt8>, tokenByteCounts: Span<Int>
  ) throws(Refusal) {
    do throws(RequestParseError) {
      self = try UnverifiedRequest(
        parsingChain: chain, tokenByteCounts: tokenByteCounts)
    } catch {
      throw Refusal(error)
    }
  }
}
