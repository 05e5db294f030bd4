// SPDX-License-Identifier: Apache-2.0

/// What the messages of a receipt prove.
public enum ReceiptState: String, Equatable, Sendable {
  /// The request was made; no answer is known.
  case asked
  /// The executor has refused it.
  case refused
  /// The executor has accepted it; no proof of its execution is known.
  case accepted
  /// The executor has executed it.
  case proved
}
