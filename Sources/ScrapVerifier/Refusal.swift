// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapWire

/// A refusal: what, where, and in which step. It changes no state.
public struct Refusal: Error, Equatable, Sendable {
  /// Why.
  public var reason: Reason
  /// The first step that failed.
  public var step: Step
  /// Which token of the chain is to blame, 0 is the root; nil if none is.
  public var chainIndex: Int?
  /// The byte that is to blame: from the first byte of a message, or, for a
  /// chain presented alone, of the token; nil if none is.
  public var offset: Int?
  /// What is wrong with the structure; nil for other refusals.
  public var parseError: ParseError?
  /// What was full, and how full the store is; nil unless the reason is
  /// `cache_full`.
  public var fill: StoreFill?

  /// Makes a refusal.
  public init(
    _ reason: Reason,
    step: Step,
    chainIndex: Int? = nil,
    offset: Int? = nil,
    parseError: ParseError? = nil,
    fill: StoreFill? = nil
  ) {
    self.reason = reason
    self.step = step
    self.chainIndex = chainIndex
    self.offset = offset
    self.parseError = parseError
    self.fill = fill
  }

  /// A refusal of bytes that are not what they claim to be.
  public init(_ error: RequestParseError) {
    switch error {
    case .request(let error):
      self.init(
        .malformedRequest, step: .structure, offset: error.offset,
        parseError: error)
    case .token(let index, let error):
      self.init(
        .malformedToken, step: .structure, chainIndex: index,
        offset: error.offset, parseError: error)
    }
  }
}
