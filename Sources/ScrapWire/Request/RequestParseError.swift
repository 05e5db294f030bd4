// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a presentation, and in which of its parts.
public enum RequestParseError: Error, Equatable, Sendable, BitwiseCopyable {
  /// The request's own structure: `malformed_request`.
  case request(ParseError)
  /// A token's structure, 0 is the root: `malformed_token`.
  case token(index: Int, ParseError)

  /// The same fault, counted from an origin `distance` bytes earlier.
  func shifted(by distance: Int) -> RequestParseError {
    switch self {
    case .request(let error): .request(error.shifted(by: distance))
    case .token(let index, let error):
      .token(index: index, error.shifted(by: distance))
    }
  }
}
