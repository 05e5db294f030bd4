// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapGround

/// What can be said of a store, by name.
enum StoreFacts {
  static func members(
    _ facts: FileStoreInspection
  ) -> [(String, JSONText)] {
    verdict(facts) + [
      ("format_version", .integer(UInt64(facts.formatVersion))),
      ("store_id", .optional(facts.storeID)),
      ("copy_count", .integer(UInt64(facts.copyCount))),
      ("byte_count", .integer(facts.byteCount)),
      ("replay_capacity", .integer(UInt64(facts.entryCapacity))),
      ("entry_count", .integer(UInt64(facts.entryCount))),
      (
        "earliest_expiry_seconds",
        .optional(facts.earliestExpirySeconds.map { UInt64($0) })
      ),
      ("direct_share_count", .integer(UInt64(facts.directShareCount))),
      (
        "root_subject_count_max",
        .integer(UInt64(facts.rootSubjectCountMax))
      ),
      (
        "root_subject_count_greatest",
        .integer(UInt64(facts.rootSubjectCountGreatest))
      ),
      ("rebuild_count", .integer(UInt64(facts.rebuildCount))),
      ("repaired_vote_count", .integer(UInt64(facts.repairedVoteCount))),
      ("expiry_floor_seconds", .integer(facts.expiryFloorSeconds)),
      ("issuance_floor_seconds", .integer(facts.issuanceFloorSeconds)),
      ("time_mark_seconds", .integer(facts.timeMarkSeconds)),
      (
        "message_versions",
        .array(facts.messageVersions.map { .integer($0) })
      ),
      ("ledger_event_count", .integer(UInt64(facts.ledgerEventCount))),
      ("ledger_capacity", .integer(UInt64(facts.ledgerCapacity))),
      ("ledger_horizon_seconds", .integer(facts.ledgerHorizonSeconds)),
      ("segment_count", .integer(UInt64(facts.segmentCount))),
      ("current_segment", .integer(facts.currentSegment)),
      ("ring_fill", .integer(facts.ringFill)),
      ("ring_capacity", .integer(facts.ringCapacity)),
    ] + BootReport.members(facts)
  }

  /// Whether it can be used, and what to do if not.
  static func verdict(
    _ facts: FileStoreInspection
  ) -> [(String, JSONText)] {
    [
      ("path", .string(facts.path)),
      ("state", .string(facts.state)),
      ("problem", .optional(facts.problem)),
      ("remedy", .optional(facts.remedy)),
    ]
  }

  /// A value for people: times with the calendar.
  static func text(_ name: String, _ value: JSONText) -> String {
    switch value {
    case .string(let text): text
    case .integer(let seconds) where name.hasSuffix("_seconds"):
      seconds == 0 ? "0" : SecondsText.text(seconds)
    default: value.line
    }
  }
}
