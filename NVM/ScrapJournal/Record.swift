// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// What identifies a copy: a number of the store, drawn when it is formatted,
/// and which copy it is. In every checksum, so that foreign and misdirected
/// records fail.
struct CopyIdentity {
  let storeID: UInt64
  let copy: CopyName
  /// What the checksum of each of the copy's records begins with.
  let checksum: CRC32C

  init(storeID: UInt64, copy: CopyName) {
    self.storeID = storeID
    self.copy = copy
    var checksum = CRC32C()
    checksum.take(storeID)
    checksum.take(copy.rawValue)
    self.checksum = checksum
  }
}

/// The two copies, in the order in which they are written.
enum CopyName: UInt8 {
  case a = 0
  case b = 1

  /// The copy that is written first, then the other.
  static func at(_ number: Int) -> CopyName { number == 0 ? .a : .b }
}

/// A record of the ring; the layout is in FORMAT.md.
struct Record {
  /// Types of records. Reserved for later, so that the format need not change:
  /// 2 time mark, 4 issuer slots, 5 message versions, 6 ledger.
  static let markType: UInt8 = 1
  /// A token that the operator revoked.
  static let revocationType: UInt8 = 3
  /// A mark that was written once more, because a copy of it was bad.
  static let repeatType: UInt8 = 7
  /// A revocation that was written once more, or that stands for an earlier
  /// record of its token from the beginning.
  static let repeatedRevocationType: UInt8 = 8
  /// Slots that one unit of `gap` speaks for.
  static let gapUnit: UInt32 = 4
  static let gapMax: UInt8 = 7
  private static let digestFlag: UInt8 = 0x08

  /// Place in the chain, root 0.
  var part: UInt8
  /// Tokens of the chain, 1 to 4.
  var partCount: UInt8
  /// How many times four slots before this one are void: skipped after a
  /// restart or a failed write.
  var gap: UInt8
  var widthSeconds: UInt16
  var expiresAtSeconds: UInt32
  var loSeconds: UInt32
  var key: MarkKey
  /// Nothing in a repeated mark, whose task was counted by the first one.
  var ledgerKey: LedgerKey
  var requestDigest: UInt64?
  /// For a repeated mark the number of the slot that it stands for; else nil.
  var originSequence: UInt64?
  /// The token was revoked, not used.
  var isRevocation: Bool

  var type: UInt8 {
    switch (isRevocation, originSequence == nil) {
    case (false, true): Self.markType
    case (false, false): Self.repeatType
    case (true, true): Self.revocationType
    case (true, false): Self.repeatedRevocationType
    }
  }

  var hiSeconds: UInt64 { UInt64(loSeconds) + UInt64(widthSeconds) }

  /// Writes the record into a slot's bytes; padding is zero.
  func encode(
    into slot: WorkMemory, identity: CopyIdentity, sequence: UInt64
  ) {
    slot.fill(with: 0)
    slot[0] = type
    slot[1] =
      part &<< 6 | (partCount - 1) &<< 4
      | (requestDigest == nil ? 0 : Self.digestFlag) | gap
    slot.store(UInt64(widthSeconds), at: 2, byteCount: 2)
    slot.store(UInt64(expiresAtSeconds), at: 4, byteCount: 4)
    slot.store(UInt64(loSeconds), at: 8, byteCount: 4)
    slot.store(key.high, at: 12, byteCount: 8)
    slot.store(key.low, at: 20, byteCount: 8)
    slot.store(originSequence ?? ledgerKey.value, at: 28, byteCount: 8)
    slot.store(requestDigest ?? 0, at: 36, byteCount: 8)
    let checksum = Self.checksum(slot, identity: identity, sequence: sequence)
    slot.store(UInt64(checksum), at: 44, byteCount: 4)
  }

  /// Reads a record; nil unless it is whole, in its place and of this store.
  init?(decoding slot: WorkMemory, identity: CopyIdentity, sequence: UInt64) {
    let isRepeated =
      slot[0] == Self.repeatType || slot[0] == Self.repeatedRevocationType
    isRevocation =
      slot[0] == Self.revocationType
      || slot[0] == Self.repeatedRevocationType
    guard
      slot[0] == Self.markType || isRepeated || isRevocation,
      slot.number32(at: 44)
        == Self.checksum(slot, identity: identity, sequence: sequence)
    else { return nil }
    let group = slot[1]
    part = group &>> 6
    partCount = (group &>> 4 & 3) + 1
    guard part < partCount else { return nil }
    gap = group & Self.gapMax
    widthSeconds = UInt16(
      truncatingIfNeeded: slot.number(at: 2, byteCount: 2))
    expiresAtSeconds = slot.number32(at: 4)
    loSeconds = slot.number32(at: 8)
    key = MarkKey(
      high: slot.number(at: 12, byteCount: 8),
      low: slot.number(at: 20, byteCount: 8))
    let counted = slot.number(at: 28, byteCount: 8)
    ledgerKey = isRepeated ? .none : LedgerKey(counted)
    originSequence = isRepeated ? counted : nil
    let digest = slot.number(at: 36, byteCount: 8)
    requestDigest = group & Self.digestFlag == 0 ? nil : digest
  }

  /// The record of one mark of a set.
  ///
  /// - Precondition: the set's times can be recorded.
  init(part: Int, of set: borrowing MarkSet) {
    let mark = set.tokens[part]
    self.part = UInt8(part)
    partCount = UInt8(set.count)
    gap = 0
    widthSeconds = UInt16(
      truncatingIfNeeded: set.hiSeconds - set.loSeconds)
    expiresAtSeconds = mark.expiresAtSeconds
    loSeconds = UInt32(truncatingIfNeeded: set.loSeconds)
    key = mark.key
    ledgerKey = mark.ledgerKey
    requestDigest = part == set.count - 1 ? set.requestDigest : nil
    originSequence = nil
    isRevocation = set.isRevocation
  }

  /// A mark whose record can no longer be read, once more.
  init(
    repeating mark: SlotMark, originSequence: UInt64, loSeconds: UInt32,
    widthSeconds: UInt16
  ) {
    part = 0
    partCount = 1
    gap = 0
    self.widthSeconds = widthSeconds
    expiresAtSeconds = mark.expiresAtSeconds
    self.loSeconds = loSeconds
    key = mark.key
    ledgerKey = .none
    requestDigest = nil
    self.originSequence = originSequence
    isRevocation = mark.isRevocation
  }

  /// This record once more, in a slot of its own.
  func repeated(originSequence: UInt64) -> Record {
    var copy = self
    copy.part = 0
    copy.partCount = 1
    copy.gap = 0
    copy.ledgerKey = .none
    copy.originSequence = originSequence
    return copy
  }

  /// This record in place of an earlier one of the same key: should that be
  /// gone, its task was counted no later than this one says.
  func standing(for earlier: Record, originSequence: UInt64) -> Record {
    var copy = repeated(originSequence: originSequence)
    let hi = max(hiSeconds, earlier.hiSeconds)
    copy.widthSeconds = UInt16(
      truncatingIfNeeded: min(hi - UInt64(loSeconds), UInt64(UInt16.max)))
    return copy
  }

  /// Fills unused places.
  static var none: Record {
    Record(
      repeating: SlotMark(
        slot: 0, key: MarkKey(high: 0, low: 0), expiresAtSeconds: 0),
      originSequence: 0, loSeconds: 0, widthSeconds: 0)
  }

  /// By how much the checksums of the two copies of a record differ, whatever
  /// it says: CRC-32C is linear, and this is what it makes of the one bit that
  /// names the copy, with 52 bytes behind it.
  static let copyDifference: UInt32 = 0xc90d_f36a

  private static func checksum(
    _ slot: WorkMemory, identity: CopyIdentity, sequence: UInt64
  ) -> UInt32 {
    var checksum = identity.checksum
    checksum.take(sequence)
    return slot.checksum(ofFirst: 44, from: checksum)
  }
}
