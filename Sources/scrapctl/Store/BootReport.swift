// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapGround
import ScrapJournal

/// What a store says of itself before the first request is taken.
enum BootReport {
  static func members(
    _ facts: FileStoreInspection
  ) -> [(String, JSONText)] {
    let report = facts.report
    return [
      ("read_segment_count", .integer(report.segmentCount)),
      ("mark_count", .integer(report.markCount)),
      ("repeated_mark_count", .integer(report.repeatedMarkCount)),
      ("half_slot_count", .integer(report.halfSlotCount)),
      ("torn_slot_count", .integer(report.tornSlotCount)),
      ("lost_slot_count", .integer(report.lostSlotCount)),
      ("covered_slot_count", .integer(report.coveredSlotCount)),
      ("half_header_count", .integer(report.halfHeaderCount)),
      (
        "damaged_control_image_count",
        .integer(report.damagedControlImageCount)
      ),
      ("skipped_segment_count", .integer(report.skippedSegmentCount)),
      ("failed_read_count", .integer(report.failedReadCount)),
      ("outvoted_count", .integer(report.outvotedCount)),
      ("loss_causes", .array(causes(report.loss).map { .string($0) })),
      ("anchor", .string("\(report.anchor)")),
    ] + wear(facts.wear)
  }

  /// Null where no control record could be read.
  private static func wear(_ wear: JournalWear?) -> [(String, JSONText)] {
    [
      ("segment_opening_count", .optional(wear?.segmentOpeningCount)),
      ("segment_erase_count_max", .optional(wear?.segmentEraseCountMax)),
      ("control_record_count_max", .optional(wear?.controlRecordCountMax)),
      ("control_erase_count_max", .optional(wear?.controlEraseCountMax)),
    ]
  }

  /// The same for people, a line for each matter.
  static func lines(_ facts: FileStoreInspection) -> [String] {
    let report = facts.report
    return [
      line(
        "found",
        "\(report.markCount) marks in \(report.segmentCount) segments, "
          + "\(report.repeatedMarkCount) of them written once more"),
      line(
        "damaged",
        "\(report.halfSlotCount) records whole in one copy only, "
          + "\(report.tornSlotCount) in neither, "
          + "\(report.halfHeaderCount) headers, "
          + "\(report.damagedControlImageCount) of 4 control images"),
      line("lost", lossText(report)),
      line(
        "floors",
        "issued_at > \(time(facts.issuanceFloorSeconds)), "
          + "expires_at >= \(time(facts.expiryFloorSeconds))"),
      line("time mark", time(facts.timeMarkSeconds)),
      line(
        "medium",
        "\(report.skippedSegmentCount) segments passed over, "
          + "\(report.failedReadCount) reads failed"),
      line("anchor", anchorText(report.anchor)),
      line("wear", wearText(facts.wear)),
    ]
  }

  /// One line for the log, if there is anything to say.
  static func warning(_ facts: FileStoreInspection) -> String? {
    let report = facts.report
    let isSound =
      report.damagedSlotCount == 0 && report.halfHeaderCount == 0
      && report.damagedControlImageCount == 0
      && report.skippedSegmentCount == 0 && report.failedReadCount == 0
    guard !isSound, facts.problem == nil else { return nil }
    return "\(facts.path): usable, but damaged: "
      + "\(report.damagedSlotCount) records, "
      + "\(report.repeatedMarkCount) written once more, "
      + "\(report.halfHeaderCount) headers, "
      + "\(report.damagedControlImageCount) control images, "
      + "\(report.skippedSegmentCount) segments passed over; "
      + "see scrapctl store check --repair"
  }

  /// What a repair has done, for people.
  static func line(_ repair: FileStoreRepair) -> String {
    let marks = repair.repairedMarkCount
    let controls = repair.repairedControlCount
    return line(
      "repaired",
      "\(marks) marks and \(controls) control records written once more, "
        + "\(repair.unrepairedCount) left"
        + (repair.isComplete ? "" : "; not looked at to the end"))
  }

  private static func line(_ name: String, _ text: String) -> String {
    "  " + Columns.left(name, 11) + text
  }

  private static func time(_ seconds: UInt64) -> String {
    seconds == 0 ? "0" : SecondsText.text(seconds)
  }

  private static func lossText(_ report: JournalReport) -> String {
    if report.loss.isEmpty {
      return report.coveredSlotCount == 0
        ? "nothing"
        : "nothing: \(report.coveredSlotCount) marks have a later record"
    }
    return "\(report.lostSlotCount) slots; "
      + causes(report.loss).joined(separator: ", ")
  }

  private static func anchorText(_ state: AnchorState) -> String {
    switch state {
    case .absent: "none: an older image put back would not be seen"
    case .agrees: "agrees"
    case .ahead: "knows of records that this store does not have"
    case .foreign: "blank, or of another store"
    }
  }

  private static func wearText(_ wear: JournalWear?) -> String {
    guard let wear else { return "unknown" }
    return "a segment \(wear.segmentEraseCountMax) erases at most, "
      + "a control sector \(wear.controlEraseCountMax)"
  }

  private static func causes(_ loss: LossCauses) -> [String] {
    let names: [(LossCauses, String)] = [
      (.controlRecord, "control_record"), (.ringAhead, "ring_ahead"),
      (.segmentHeader, "segment_header"), (.records, "records"),
      (.anchorAhead, "anchor_ahead"), (.anchorForeign, "anchor_foreign"),
      (.foreignCopy, "foreign_copy"),
    ]
    return names.filter { loss.contains($0.0) }.map(\.1)
  }
}
