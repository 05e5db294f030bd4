// SPDX-License-Identifier: Apache-2.0

/// What is kept of one used token in working memory: 24 bytes.
struct Entry: BitwiseCopyable {
  /// Stands for a slot when the medium may or may not hold the record: the
  /// token was answered `unavailable`, and may be presented again.
  static let uncertainSlot = UInt32.max

  var key: MarkKey
  var expiresAtSeconds: UInt32
  /// The journal's slot, or `uncertainSlot`.
  var slot: UInt32

  static let empty = Entry(
    key: MarkKey(high: 0, low: 0), expiresAtSeconds: 0, slot: 0)
}
