// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapJournal
public import ScrapReplay
public import ScrapWire

/// What was found at the start, 132 bytes behind the header:
///
/// ```
///   0  version: major, minor, patch       3
///   3  build id                          16
///  19  found, see BootFindings            2
///  21  kind of card, 0 if none            1
///  22  the card's error, 0 if none        1
///  23  sectors of the card                8
///  31  table of partitions: 0 good        1
///  32  provisioning record: 0 good        1
///  33  profile: 0xff good, else the kind  1
///  34  where in the profile               4
///  38  outcome of the recovery            1
///  39  causes of a loss, bits             1
///  40  marks that can be read             8
///  48  segments read                      8
///  56  slots whole in one copy            8
///  64  slots whole in neither             8
///  72  slots of which a mark may be gone  8
///  80  marks that were written once more  8
///  88  floor E, Unix seconds              8
///  96  floor G                            8
/// 104  time mark                          8
/// 112  entries of the index               4
/// 116  entries that have room             4
/// 120  fingerprint of the identity key    8
/// 128  recovery, microseconds             4
/// ```
public struct BootRecord: Sendable {
  /// Major, minor, patch.
  public var version: InlineArray<3, UInt8>
  /// What the image hashes to.
  public var buildID = InlineArray<16, UInt8>(repeating: 0)
  /// What was found.
  public var findings = BootFindings()
  /// The kind of card, 0 if there is none.
  public var cardKind: UInt8 = 0
  /// Why there is none, or why it failed; 0 if neither.
  public var cardError: UInt8 = 0
  /// Sectors of the card.
  public var cardSectorCount: UInt64 = 0
  /// What is wrong with the table of partitions, 0 if nothing.
  public var tableError: UInt8 = 0
  /// What is wrong with the provisioning record, 0 if nothing.
  public var provisioningError: UInt8 = 0
  /// What is wrong with the profile; nil if nothing.
  public var profileError: UInt8?
  /// Where in the profile.
  public var profileErrorOffset = 0
  /// What became of the recovery.
  public var outcome: RecoveryOutcome = .notRecovered
  /// What the recovery has found.
  public var journal = JournalReport()
  /// The floors in force.
  public var floors = Floors()
  /// Entries of the index, and how many have room.
  public var entryCount: UInt32 = 0
  /// Entries that have room.
  public var entryCapacity: UInt32 = 0
  /// The first bytes of the SHA-256 of the identity key.
  public var identityFingerprint: UInt64 = 0
  /// How long the recovery took.
  public var recoveryMicroseconds: UInt32 = 0

  /// Nothing was found yet.
  public init(version: InlineArray<3, UInt8>) { self.version = version }
}

extension ByteWriter {
  /// Writes a record.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(
    _ record: borrowing BootRecord
  ) throws(WriteError) {
    try append(record.version.span)
    try append(record.buildID.span)
    try append(integer: UInt64(record.findings.bits), byteCount: 2)
    try append(record.cardKind)
    try append(record.cardError)
    try append(integer: record.cardSectorCount, byteCount: 8)
    try append(record.tableError)
    try append(record.provisioningError)
    try append(record.profileError ?? 0xff)
    try append(
      integer: UInt64(UInt32(truncatingIfNeeded: record.profileErrorOffset)),
      byteCount: 4)
    try append(record.outcome.rawValue)
    try append(record.journal.loss.bits)
    try append(integer: record.journal.markCount, byteCount: 8)
    try append(integer: record.journal.segmentCount, byteCount: 8)
    try append(integer: record.journal.halfSlotCount, byteCount: 8)
    try append(integer: record.journal.tornSlotCount, byteCount: 8)
    try append(integer: record.journal.lostSlotCount, byteCount: 8)
    try append(integer: record.journal.repeatedMarkCount, byteCount: 8)
    try append(integer: record.floors.expiresAtSeconds, byteCount: 8)
    try append(integer: record.floors.issuedAtSeconds, byteCount: 8)
    try append(integer: record.floors.timeMarkSeconds, byteCount: 8)
    try append(integer: UInt64(record.entryCount), byteCount: 4)
    try append(integer: UInt64(record.entryCapacity), byteCount: 4)
    try append(integer: record.identityFingerprint, byteCount: 8)
    try append(integer: UInt64(record.recoveryMicroseconds), byteCount: 4)
  }
}
