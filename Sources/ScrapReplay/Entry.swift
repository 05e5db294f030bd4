// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What is kept of one used token in working memory: 28 bytes, the last two a
/// check of the others. Every change of up to three bits is seen.
struct Entry: BitwiseCopyable {
  /// Stands for a slot when the medium may or may not hold the record: the
  /// token was answered `unavailable`, and may be presented again.
  static let uncertainSlot = UInt32.max
  /// Stands for a root where the token was revoked (E-70): no root has it, and
  /// all that were revoked are counted under it.
  static let revokedTag = UInt16.max

  // Words of 32 bits, so that nothing is lost to alignment.
  private let key0, key1, key2, key3: UInt32
  let expiresAtSeconds: UInt32
  /// The journal's slot, or `uncertainSlot`; in a free entry the next free
  /// one.
  let slot: UInt32
  /// 16 bits of a hash of the chain's root issuer and root subject, or
  /// `revokedTag`.
  let rootTag: UInt16
  private let check: UInt16

  init(key: MarkKey, expiresAtSeconds: UInt32, slot: UInt32, rootTag: UInt16) {
    key0 = UInt32(truncatingIfNeeded: key.high &>> 32)
    key1 = UInt32(truncatingIfNeeded: key.high)
    key2 = UInt32(truncatingIfNeeded: key.low &>> 32)
    key3 = UInt32(truncatingIfNeeded: key.low)
    self.expiresAtSeconds = expiresAtSeconds
    self.slot = slot
    self.rootTag = rootTag
    var check = EntryCheck(key.high)
    check.take(key.low)
    check.take(UInt64(expiresAtSeconds) &<< 32 | UInt64(slot))
    self.check = check.value(after: rootTag)
  }

  /// An entry without a token; `next` is the number of the next, plus one.
  static func free(next: UInt32) -> Entry {
    Entry(
      key: MarkKey(high: 0, low: 0), expiresAtSeconds: 0, slot: next,
      rootTag: 0)
  }

  var key: MarkKey {
    MarkKey(
      high: UInt64(key0) &<< 32 | UInt64(key1),
      low: UInt64(key2) &<< 32 | UInt64(key3))
  }

  /// Whether no bit has flipped.
  var isWhole: Bool {
    let sound = Entry(
      key: key, expiresAtSeconds: expiresAtSeconds, slot: slot,
      rootTag: rootTag)
    return sound.check == check
  }

  var isFree: Bool {
    key == MarkKey(high: 0, low: 0) && expiresAtSeconds == 0
  }

  var isUncertain: Bool { slot == Self.uncertainSlot }

  var isRevoked: Bool { rootTag == Self.revokedTag }
}
