// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// What a satellite has answered.
public struct Verdict: Equatable, Sendable, CustomStringConvertible {
  /// Why it refused; nil if it accepted.
  public var reason: Reason?
  /// The step that refused.
  public var step: Step?
  /// The token to blame.
  public var chainIndex: Int?
  /// The byte to blame.
  public var offset: Int?

  /// The answer that lets a task run.
  public static let accept = Verdict()

  /// Makes an expectation.
  public init(
    _ reason: Reason? = nil, _ step: Step? = nil, chainIndex: Int? = nil,
    offset: Int? = nil
  ) {
    self.reason = reason
    self.step = step
    self.chainIndex = chainIndex
    self.offset = offset
  }

  /// Takes down a refusal.
  public init(_ refusal: Refusal) {
    self.init(
      refusal.reason, refusal.step, chainIndex: refusal.chainIndex,
      offset: refusal.offset)
  }

  /// Takes down a grant, and consumes it.
  public init(_ grant: consuming Grant) { self.init() }

  /// Whether a task may run.
  public var isAccept: Bool { reason == nil }

  /// Reason, step and place.
  public var description: String {
    guard let reason else { return "accept" }
    let step = step.map { "step \($0.rawValue)" } ?? "no step"
    let index = chainIndex.map { "token \($0)" } ?? "no token"
    let offset = offset.map { "byte \($0)" } ?? "no byte"
    return "\(reason.name) (\(step), \(index), \(offset))"
  }
}
