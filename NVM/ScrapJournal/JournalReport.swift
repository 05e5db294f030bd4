// SPDX-License-Identifier: Apache-2.0

/// What recovery found, to be told before the first request is taken.
public struct JournalReport: Equatable, Sendable, BitwiseCopyable {
  /// Segments that were read.
  public internal(set) var segmentCount: UInt64 = 0
  /// Segments of the ring whose sectors could not be used.
  public internal(set) var skippedSegmentCount: UInt64 = 0
  /// Marks that can be read, the expired ones too.
  public internal(set) var markCount: UInt64 = 0
  /// Marks that were written once more because a copy was bad; of revocations
  /// it cannot be told, for many stand for an earlier record from the first.
  public internal(set) var repeatedMarkCount: UInt64 = 0
  /// Slots whose record is whole in one copy only: damage, or a write that was
  /// cut. Nothing is lost; `scrub` writes such records once more.
  public internal(set) var halfSlotCount: UInt64 = 0
  /// Slots that are written and whole in neither copy: writes that were cut, or
  /// losses.
  public internal(set) var tornSlotCount: UInt64 = 0
  /// Slots of which a mark that was answered may be gone.
  public internal(set) var lostSlotCount: UInt64 = 0
  /// Such slots for which a later record stands, of a mark that was written
  /// once more or revoked: nothing is lost.
  public internal(set) var coveredSlotCount: UInt64 = 0
  /// Segment headers that are whole in one copy only.
  public internal(set) var halfHeaderCount: UInt64 = 0
  /// Images of the control record in force, of four, that are not whole.
  public internal(set) var damagedControlImageCount: UInt64 = 0
  /// Reads that failed, each three times.
  public internal(set) var failedReadCount: UInt64 = 0
  /// Times that a bit flipped in the working memory of the journal, and was
  /// outvoted.
  public internal(set) var outvotedCount: UInt64 = 0
  /// Why marks or floors may be lost; empty if they are not.
  public internal(set) var loss = LossCauses()
  /// What the anchor says.
  public internal(set) var anchor: AnchorState = .absent

  /// Of a journal that was not recovered yet.
  public init() {}

  /// Slots that hold no whole record in one copy or both.
  public var damagedSlotCount: UInt64 { halfSlotCount + tornSlotCount }
}

/// What became of the anchor at recovery.
public enum AnchorState: UInt8, Sendable, BitwiseCopyable {
  /// There is none: a lost tail, or an older image, would not be seen.
  case absent
  /// The medium holds everything that the anchor knows of.
  case agrees
  /// The anchor knows of records that the medium does not have: a loss.
  case ahead
  /// The anchor is blank, or belongs to another store: a loss.
  case foreign
}

/// Why marks or floors may be lost: a set, one bit each.
public struct LossCauses: Equatable, Sendable, BitwiseCopyable {
  /// The bits; stable numbers.
  public internal(set) var bits: UInt8 = 0

  /// The newest control record is gone.
  public static let controlRecord = LossCauses(bit: 0)
  /// The ring knows a segment, or records of one, that the control record in
  /// force does not.
  public static let ringAhead = LossCauses(bit: 1)
  /// A segment's header is whole in neither copy.
  public static let segmentHeader = LossCauses(bit: 2)
  /// A record that was answered may be whole in neither copy.
  public static let records = LossCauses(bit: 3)
  /// The anchor knows more than the medium, see `AnchorState/ahead`.
  public static let anchorAhead = LossCauses(bit: 4)
  /// The anchor is blank or of another store.
  public static let anchorForeign = LossCauses(bit: 5)
  /// The copies hold control records of two stores.
  public static let foreignCopy = LossCauses(bit: 6)

  init() {}

  private init(bit: UInt8) { bits = 1 &<< bit }

  /// Whether a newer control record than the one in force may have been lost.
  var mayConcernControl: Bool {
    var onlyRing = Self.segmentHeader
    onlyRing.insert(.records)
    return bits & ~onlyRing.bits != 0
  }

  /// Whether nothing is lost.
  public var isEmpty: Bool { bits == 0 }

  /// Whether all of `causes` are among these.
  public func contains(_ causes: LossCauses) -> Bool {
    bits & causes.bits == causes.bits
  }

  mutating func insert(_ causes: LossCauses) { bits |= causes.bits }
}
