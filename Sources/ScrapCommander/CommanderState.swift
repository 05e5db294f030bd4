// SPDX-License-Identifier: Apache-2.0

/// How far an exchange has come.
public enum CommanderState: String, Equatable, Sendable {
  /// Nothing was sent yet.
  case ready
  /// The request was sent; an accept or a reject is awaited.
  case requesting
  /// It was accepted and the binding sent; the proof is awaited.
  case binding
  /// The proof verified: the end.
  case proved
  /// A reject verified: the end, unless an accept arrives all the same.
  case refused
  /// No answer to the request: the end.
  case unanswered
  /// Accepted, but no proof: the end.
  case unproved

  /// Whether nothing is sent any more.
  public var isFinished: Bool {
    switch self {
    case .ready, .requesting, .binding: false
    case .proved, .refused, .unanswered, .unproved: true
    }
  }
}
