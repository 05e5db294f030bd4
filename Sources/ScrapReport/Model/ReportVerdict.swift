// SPDX-License-Identifier: Apache-2.0

public import ScrapVerifier

/// What a target decided.
public struct ReportVerdict: Equatable, Sendable {
  /// When, nanoseconds from the origin.
  public var at: UInt64
  /// Who decided.
  public var target: String
  /// Who sent what was decided on, as far as anybody knows.
  public var sender: String
  /// The request's name.
  public var request: String
  /// Why it was refused; nil if it was accepted.
  public var reason: Reason?
  /// Which token of the chain is to blame, 0 is the root.
  public var chainIndex: Int?
  /// The byte of the message that is to blame.
  public var offset: Int?
  /// From arrival to verdict; nil if it cannot be known.
  public var latencyNanoseconds: UInt64?

  /// Makes a verdict.
  public init(
    at: UInt64, target: String, sender: String, request: String,
    reason: Reason?, chainIndex: Int? = nil, offset: Int? = nil,
    latencyNanoseconds: UInt64? = nil
  ) {
    self.at = at
    self.target = target
    self.sender = sender
    self.request = request
    self.reason = reason
    self.chainIndex = chainIndex
    self.offset = offset
    self.latencyNanoseconds = latencyNanoseconds
  }

  /// The refusal's name; nil if it was accepted.
  var refusal: String? { reason.map { "\($0.name)" } }

  /// `accept`, or the refusal's name.
  public var word: String { refusal ?? "accept" }
}
