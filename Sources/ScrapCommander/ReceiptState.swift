// SPDX-License-Identifier: Apache-2.0

/// What the messages of a receipt prove; the later ones go further.
public enum ReceiptState: String, Comparable, Sendable {
  /// The executor has refused it.
  case refused
  /// The executor has accepted it; no proof of its execution is known.
  case accepted
  /// The executor has executed it.
  case proved

  /// Whether the first one goes less far.
  public static func < (a: ReceiptState, b: ReceiptState) -> Bool {
    a.rank < b.rank
  }

  private var rank: Int {
    switch self {
    case .refused: 0
    case .accepted: 1
    case .proved: 2
    }
  }
}
