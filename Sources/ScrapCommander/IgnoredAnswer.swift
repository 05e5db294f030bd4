// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Why a datagram is not believed, or tells nothing new.
public enum IgnoredAnswer: Error, Equatable, Sendable {
  /// It is no message of a known kind, or one that no commander takes; the
  /// first byte, nil if there is none.
  case unexpectedType(UInt8?)
  /// Its structure does not hold.
  case malformed(ParseError)
  /// It names another task_id.
  case otherTask
  /// It answers another request: in_reply_to is not the digest signed.
  case otherRequest
  /// A proof for another token (E-98).
  case otherToken
  /// A proof under another payment_hash than the one accepted.
  case otherPayment
  /// A proof of another executor.
  case otherExecutor
  /// The signature is not the executor's.
  case badSignature
  /// Its time lies before the request, or after the commander's own time.
  case impossibleTime
  /// The price is above the request's max_amount_sats.
  case aboveAmount
  /// A proof before any accept: there is no payment_hash to hold it against.
  case proofBeforeAccept
  /// The accept again: the target has answered a repeated request (E-67).
  case repeatedAccept
  /// A signed accept with another payment_hash than the one before; the first
  /// one stands.
  case otherAccept
  /// A signed reject of a task that was accepted; the accept stands.
  case rejectAfterAccept
  /// The exchange has ended.
  case late

  /// The word for JSON output and reports.
  public var name: String {
    switch self {
    case .unexpectedType: "unexpected_type"
    case .malformed: "malformed"
    case .otherTask: "other_task"
    case .otherRequest: "other_request"
    case .otherToken: "other_token"
    case .otherPayment: "other_payment"
    case .otherExecutor: "other_executor"
    case .badSignature: "bad_signature"
    case .impossibleTime: "impossible_time"
    case .aboveAmount: "above_amount"
    case .proofBeforeAccept: "proof_before_accept"
    case .repeatedAccept: "repeated_accept"
    case .otherAccept: "other_accept"
    case .rejectAfterAccept: "reject_after_accept"
    case .late: "late"
    }
  }
}
