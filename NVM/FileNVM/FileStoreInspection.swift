// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal
import ScrapReplay

/// What can be said of a store, for people and for JSON. Names are those of
/// the store; times are Unix seconds.
public struct FileStoreInspection: Equatable, Sendable {
  /// Where the store lies.
  public var path: String
  /// "ready"; or "notRecovered", "blank", "truncated", "otherFormat",
  /// "lossDetected", "mediumFailed", "capacityExceeded": everything is refused.
  public var state: String
  /// A sentence about the problem; absent if ready.
  public var problem: String?
  /// What to do about it; absent if ready.
  public var remedy: String?
  /// The version of the format.
  public var formatVersion: UInt16
  /// Drawn when the store was made, 16 hex digits; absent if unreadable.
  public var storeID: String?
  /// Copies of every record.
  public var copyCount = 2
  /// Bytes of both copies.
  public var byteCount: UInt64
  /// Used tokens that have room.
  public var entryCapacity: UInt32
  /// Used tokens in the index.
  public var entryCount: UInt32
  /// When the first of them expires; absent if there is none.
  public var earliestExpirySeconds: UInt32?
  /// Entries kept for tokens that are not delegated.
  public var directShareCount: UInt32
  /// The most entries of one root subject.
  public var rootSubjectCountMax: UInt32
  /// No root subject has more entries than this.
  public var rootSubjectCountGreatest: UInt32
  /// Times that working memory was made anew from the medium.
  public var rebuildCount: UInt32
  /// Times that one of three copies of a value in memory was set right.
  public var repairedVoteCount: UInt32
  /// Floor E, on expires_at.
  public var expiryFloorSeconds: UInt64
  /// Floor G, on issued_at.
  public var issuanceFloorSeconds: UInt64
  /// The newest trusted time seen.
  public var timeMarkSeconds: UInt64
  /// The newest versions of operator messages, by kind.
  public var messageVersions: [UInt64]
  /// Tasks in the rate ledger, and its room.
  public var ledgerEventCount: UInt32
  /// Tasks that have room in the rate ledger.
  public var ledgerCapacity: UInt32
  /// Rate limits that reach back to here are refused; 0 if none.
  public var ledgerHorizonSeconds: UInt64
  /// Segments in the ring.
  public var segmentCount: UInt32
  /// The number of the newest segment; 0 before the first mark.
  public var currentSegment: UInt64
  /// Slots written or passed over in the segments that a restart reads.
  public var ringFill: UInt64
  /// Marks that the ring holds when full.
  public var ringCapacity: UInt64
  /// What the last reading found.
  public var report: JournalReport
  /// Erases so far; nil if no control record can be read.
  public var wear: JournalWear?
}

extension FileStore {
  /// What can be said of the store now; reads and writes nothing.
  public func inspect() -> FileStoreInspection {
    let control = store.journal.controlRecord
    let floors = store.floors
    let statistics = store.statistics
    let problem = problem
    return FileStoreInspection(
      path: path,
      state: state,
      problem: problem?.description,
      remedy: problem?.remedy,
      formatVersion: ControlRecord.version,
      storeID: control.map { Self.hex($0.storeID) },
      byteCount: plan.byteCount,
      entryCapacity: statistics.entryCapacity,
      entryCount: statistics.entryCount,
      earliestExpirySeconds: statistics.earliestExpirySeconds,
      directShareCount: statistics.directShareCount,
      rootSubjectCountMax: statistics.rootSubjectCountMax,
      rootSubjectCountGreatest: statistics.rootSubjectCountGreatest,
      rebuildCount: statistics.rebuildCount,
      repairedVoteCount: statistics.repairedVoteCount,
      expiryFloorSeconds: max(
        floors.expiresAtSeconds, control?.expiryFloorSeconds ?? 0),
      issuanceFloorSeconds: max(
        floors.issuedAtSeconds, control?.issuanceFloorSeconds ?? 0),
      timeMarkSeconds: max(
        floors.timeMarkSeconds, control?.timeMarkSeconds ?? 0),
      messageVersions: (0..<MessageVersions.count).map {
        control?.messageVersions[$0] ?? 0
      },
      ledgerEventCount: statistics.ledgerEventCount,
      ledgerCapacity: statistics.ledgerCapacity,
      ledgerHorizonSeconds: statistics.ledgerHorizonSeconds,
      segmentCount: plan.layout.segmentCount,
      currentSegment: control?.currentSegment ?? 0,
      ringFill: store.journal.ringFill,
      ringCapacity: plan.layout.markCapacity,
      report: store.journal.report,
      wear: store.journal.wear)
  }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
