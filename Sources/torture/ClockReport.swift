// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapClockTrial

/// What a run has to say.
struct ClockReport {
  let seed: UInt64

  private static let heads = [
    "missions", "days", "steps", "trusted", "judged", "due", "lies",
    "majority", "restarts", "ground", "refused", "leaps", "marks",
    "violations",
  ]
  /// Failures that are told one by one.
  private static let shownCount = 8

  private var seedText: String { "0x" + String(seed, radix: 16) }

  /// Says the seed before anything can go wrong.
  func begin() {
    print("seed \(seedText)")
    fflush(nil)
  }

  /// The table, and the line that repeats each violation.
  func show(_ summary: DaysRun.Summary, elapsed: Duration) {
    print(row("kind", Self.heads))
    for kind in TrialKind.allCases {
      guard let tally = summary.tallies[kind] else { continue }
      print(row(kind.rawValue, cells(tally)))
    }
    let total = summary.total
    print(row("all", cells(total)))
    let milliseconds = max(
      1,
      Int(elapsed.components.seconds) * 1_000
        + Int(elapsed.components.attoseconds / 1_000_000_000_000_000))
    print(
      "\(milliseconds / 1_000) s, "
        + "\(total.dayCount * 1_000 / milliseconds) days/s, "
        + "\(total.stepCount * 1_000 / milliseconds) arbitrations/s")
    for failure in summary.failures.prefix(Self.shownCount) {
      guard let violation = failure.violation else { continue }
      print(
        "Scripts/torture clock --seed \(seedText) --trial \(failure.number)\n"
          + "  \(violation.rule.rawValue): \(violation.text)")
    }
  }

  private func cells(_ tally: TrialTally) -> [String] {
    let counts = [
      tally.judgedCount, tally.dueCount, tally.lieCount,
      tally.majorityLieCount, tally.restartCount, tally.confirmedCount,
      tally.unconfirmedCount, tally.leapCount, tally.markCount,
      tally.violationCount,
    ]
    return ["\(tally.trialCount)", "\(tally.dayCount)", "\(tally.stepCount)"]
      + [share(tally.trustedCount, of: tally.stepCount)]
      + counts.map { "\($0)" }
  }

  /// In percent, cut off, so that 100.00 means all.
  private func share(_ count: Int, of all: Int) -> String {
    let parts = all == 0 ? 0 : count * 10_000 / all
    let rest = "\(100 + parts % 100)".suffix(2)
    return "\(parts / 100).\(rest)%"
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    var text = name + String(repeating: " ", count: max(0, 8 - name.count))
    for cell in cells {
      text += String(repeating: " ", count: max(1, 10 - cell.count)) + cell
    }
    return text
  }
}
