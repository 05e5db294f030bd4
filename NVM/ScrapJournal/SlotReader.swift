// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Judges the slots of one segment in both copies, in order, and counts what
/// they tell.
///
/// Apart from the journal because most of a start is spent here: nothing in it
/// depends on the kind of region or of sink.
struct SlotReader {
  var scan: SegmentScan
  private(set) var newestSequence: UInt64 = 0
  private(set) var latestLoSeconds: UInt32 = 0
  private(set) var latestHiSeconds: UInt64 = 0
  private(set) var markCount: UInt64 = 0
  private(set) var repeatedMarkCount: UInt64 = 0
  private(set) var tornSlotCount: UInt64 = 0
  private(set) var halfSlotCount: UInt64 = 0
  /// The slot that was taken last is to be taken again.
  private(set) var isInDoubt = false

  private let identityA: CopyIdentity
  private let identityB: CopyIdentity
  private let trustInA: SlotTrust
  private let trustInB: SlotTrust
  private let slotByteCount: Int
  /// Slots from here on are void; nil in the newest segment.
  let usedCount: UInt32?
  /// Slot 0, counted since the ring began, and in the ring.
  private let firstSequence: UInt64
  private let firstRingSlot: UInt32
  /// The ledger key of the newest root, and the slot of its record.
  private var rootKey = LedgerKey.none
  private var rootSlot: UInt32 = 0

  init(
    of segment: UInt64, layout: JournalLayout, answeredSequence: UInt64,
    identityA: CopyIdentity, identityB: CopyIdentity, trustInA: SlotTrust,
    trustInB: SlotTrust, usedCount: UInt32?
  ) {
    firstSequence = layout.sequence(ofSlot: 0, segment: segment)
    firstRingSlot = layout.ringSlot(0, segment: segment)
    slotByteCount = Int(layout.slotByteCount)
    scan = SegmentScan(
      firstSequence: firstSequence, answeredSequence: answeredSequence)
    self.identityA = identityA
    self.identityB = identityB
    self.trustInA = trustInA
    self.trustInB = trustInB
    self.usedCount = usedCount
  }

  /// Judges the next slot, which is the one of this number in what was read;
  /// nil stands for a copy that cannot be read. With `mayDoubt`, where a blank
  /// copy B alone would say that nothing was completed or nobody was told,
  /// nothing is judged and `isInDoubt` is set: B is to be read again, for the
  /// read may be false.
  ///
  /// - Returns: The mark that it holds, if that is to be remembered.
  mutating func take(
    _ slot: UInt32, number: Int, a: WorkMemory?, b: WorkMemory?, mayDoubt: Bool
  ) -> RecoveredMark? {
    if slot == usedCount { scan.close() }
    let sequence = firstSequence + UInt64(slot)
    let start = number * slotByteCount
    let a = a?.part(from: start, byteCount: slotByteCount)
    let b = b?.part(from: start, byteCount: slotByteCount)
    let recordA = a.flatMap {
      Record(decoding: $0, identity: identityA, sequence: sequence)
    }
    var record = recordA
    let isWholeInB: Bool
    if recordA != nil, let a, let b, Self.isTwin(b, of: a) {
      isWholeInB = true
    } else {
      let recordB = b.flatMap {
        Record(decoding: $0, identity: identityB, sequence: sequence)
      }
      isWholeInB = recordB != nil
      if record == nil { record = recordB }
    }
    let stateA = Self.state(a, isWhole: recordA != nil, trustInA)
    let stateB = Self.state(b, isWhole: isWholeInB, trustInB)
    isInDoubt = mayDoubt && stateB == .blank && stateA != .blank
    if isInDoubt { return nil }
    scan.take(slot, a: stateA, b: stateB, gap: record?.gap ?? 0)
    guard let record else {
      if stateA == .bad || stateB == .bad { tornSlotCount &+= 1 }
      return nil
    }
    if stateA != stateB { halfSlotCount &+= 1 }
    newestSequence = max(newestSequence, sequence)
    // A record that copy B has not begun may be half a write; of one that
    // copy B cannot show, nobody knows.
    return mark(
      of: record, atSlot: firstRingSlot + slot,
      isCertain: stateA != .good || stateB == .good || stateB == .bad)
  }

  private mutating func mark(
    of record: Record, atSlot slot: UInt32, isCertain: Bool
  ) -> RecoveredMark? {
    if record.part == 0 {
      rootKey = record.ledgerKey
      rootSlot = slot
    } else if slot &- UInt32(record.part) != rootSlot {
      // Its own root cannot be read; the one before is another chain's.
      rootKey = .none
    }
    latestLoSeconds = max(latestLoSeconds, record.loSeconds)
    latestHiSeconds = max(latestHiSeconds, record.hiSeconds)
    markCount &+= 1
    if record.originSequence != nil {
      // A revocation stands for a mark from the beginning; no copy was bad.
      if !record.isRevocation { repeatedMarkCount &+= 1 }
      // It speaks for a slot of which no mark needs to be remembered.
      if record.expiresAtSeconds == 0 { return nil }
    }
    return RecoveredMark(
      record, rootKey: rootKey, slot: slot, isCertain: isCertain)
  }

  /// Whether copy B of a record is as whole as its copy A, which is.
  ///
  /// A checksum is linear: with all else equal, two differ by what the copy's
  /// number makes of it, whatever the record says.
  private static func isTwin(_ b: WorkMemory, of a: WorkMemory) -> Bool {
    b.isEqual(to: a, byteCount: 40) && b.number32(at: 40) == a.number32(at: 40)
      && b.number32(at: 44) == a.number32(at: 44) ^ Record.copyDifference
  }

  private static func state(
    _ bytes: WorkMemory?, isWhole: Bool, _ trust: SlotTrust
  ) -> SlotState {
    if isWhole { return .good }
    guard let bytes, trust != .none else { return .lost }
    guard bytes.isBlank else { return .bad }
    return trust == .full ? .blank : .lost
  }
}

extension RecoveredMark {
  /// What a record says; see the members for the rest.
  init(_ record: Record, rootKey: LedgerKey, slot: UInt32, isCertain: Bool) {
    let hi = min(record.hiSeconds, UInt64(UInt32.max))
    self.init(
      key: record.key, ledgerKey: record.ledgerKey, rootKey: rootKey,
      expiresAtSeconds: record.expiresAtSeconds,
      hiSeconds: UInt32(truncatingIfNeeded: hi), slot: slot,
      isRevocation: record.isRevocation, isCertain: isCertain)
  }
}
