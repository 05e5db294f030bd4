// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapGround
import ScrapTorture

/// What a run has to say, for people or as one object a line.
struct TortureReport {
  let seed: UInt64
  let format: OutputFormat

  private var seedText: String { "0x" + String(seed, radix: 16) }

  /// Says the seed before anything can go wrong.
  func begin() {
    guard format == .text else { return }
    print("seed \(seedText)")
    fflush(nil)
  }

  /// Says on standard error which trial comes next.
  func trace(_ campaign: Campaign, _ number: Int) {
    let bytes = Array("\(campaign.name) \(number)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  func show(_ summary: TortureSummary) {
    switch format {
    case .text: showText(summary)
    case .json: showJSON(summary)
    }
  }

  // MARK: Text

  private func showText(_ summary: TortureSummary) {
    print(
      row(
        "campaign", "expected",
        [
          "trials", "cases", "faults", "cuts", "survived", "refused", "gaps",
          "violations",
        ]))
    for (campaign, tally) in zip(summary.campaigns, summary.tallies) {
      print(row(campaign.name, campaign.expected.rawValue, counts(tally)))
    }
    let total = summary.total
    print(row("all", "", counts(total)))
    let seconds = max(summary.elapsedSeconds, 0.001)
    print(
      "\(Int(seconds)) s, \(Int(Double(total.cutCount) / seconds)) cuts/s, "
        + "\(Int(Double(total.faultCount) / seconds)) faults/s, "
        + "\(total.redrawCount) weak cells redrawn")
    for failure in summary.failures {
      guard let violation = failure.violation else { continue }
      print(
        "\(failure.repeatLine(seed: seed))\n  \(violation.rule.rawValue): \(violation.text)"
      )
    }
  }

  private func counts(_ tally: Tally) -> [String] {
    [
      tally.trialCount, tally.caseCount, tally.faultCount, tally.cutCount,
      tally.survivedCount, tally.refusedCount, tally.gapCount,
      tally.violationCount,
    ].map { "\($0)" }
  }

  private func row(
    _ name: String, _ expected: String, _ counts: [String]
  ) -> String {
    var text = padded(name, 23) + padded(expected, 11)
    for count in counts {
      text += String(repeating: " ", count: max(1, 11 - count.count)) + count
    }
    return text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  // MARK: JSON

  private func showJSON(_ summary: TortureSummary) {
    for (campaign, tally) in zip(summary.campaigns, summary.tallies) {
      print(
        JSONText.object(
          [
            ("campaign", .string(campaign.name)),
            ("fault_class", .string(campaign.faultClass)),
            ("expected", .string(campaign.expected.rawValue)),
          ] + members(tally)
        ).line)
    }
    for failure in summary.failures {
      guard let violation = failure.violation else { continue }
      print(
        JSONText.object([
          ("violation", .string(violation.rule.rawValue)),
          ("campaign", .string(failure.campaign)),
          ("trial", .integer(UInt64(failure.number))),
          ("what", .string(violation.text)),
          ("repeat", .string(failure.repeatLine(seed: seed))),
        ]).line)
    }
    print(
      JSONText.object(
        [
          ("seed", .string(seedText)),
          (
            "elapsed_s",
            .decimal((summary.elapsedSeconds * 1_000).rounded() / 1_000)
          ),
        ] + members(summary.total)
      ).line)
  }

  private func members(_ tally: Tally) -> [(String, JSONText)] {
    [
      ("trials", tally.trialCount), ("cases", tally.caseCount),
      ("faults", tally.faultCount), ("cuts", tally.cutCount),
      ("redraws", tally.redrawCount), ("survived", tally.survivedCount),
      ("refused", tally.refusedCount), ("gaps", tally.gapCount),
      ("violations", tally.violationCount),
    ].map { ($0.0, .integer(UInt64($0.1))) }
  }
}
