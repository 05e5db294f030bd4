// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround

/// A replay for scripts. Members and order are a contract. Seconds with a
/// fraction are texts of nine decimals, which a reader's doubles would round.
enum TraceJSON {
  static func object(_ step: ReplayedStep) -> JSONText {
    let decision = step.decision
    let interval = decision.interval
    var members: [(String, JSONText)] = [
      ("step", .integer(step.number)),
      (
        "counter_seconds",
        .string(ExactSeconds.text(counter: step.step.counterNanoseconds))
      ),
      ("reason", .string(decision.reason.name)),
      ("trusted", .bool(interval != nil)),
      ("lo_seconds", seconds(interval?.loNanoseconds)),
      ("hi_seconds", seconds(interval?.hiNanoseconds)),
      ("estimate_seconds", seconds(decision.estimateNanoseconds)),
      (
        "states",
        .object(
          TraceStep.sourceNames.map { name in
            ("\(name.name)", .string(decision.state(name).name))
          })
      ),
      ("alarms", .array(step.alarmNames.map { .string($0) })),
    ]
    if let confirmation = step.confirmation {
      members.append(("operator", .string(confirmation.word)))
    }
    if let holdsTruth = step.holdsTruth {
      members.append(("holds_truth", .bool(holdsTruth)))
    }
    return .object(members)
  }

  static func object(_ summary: TraceSummary) -> JSONText {
    var members: [(String, JSONText)] = [
      ("steps", .integer(summary.stepCount)),
      ("trusted_steps", .integer(summary.trustedCount)),
      (
        "agreed_steps",
        .object(
          TraceStep.sourceNames.map { name in
            (
              "\(name.name)",
              .integer(summary.agreedCounts[Int(name.rawValue)])
            )
          })
      ),
      (
        "alarm_steps",
        .object(
          summary.alarmCounts.enumerated().map { index, count in
            ("\(ClockAlarms.name(index: index))", .integer(count))
          })
      ),
    ]
    if summary.judgedCount > 0 {
      members += [
        ("judged_intervals", .integer(summary.judgedCount)),
        ("holding_intervals", .integer(summary.heldCount)),
        (
          "worst_miss_seconds",
          .string(ExactSeconds.text(counter: summary.worstMissNanoseconds))
        ),
      ]
    }
    return .object([("summary", .object(members))])
  }

  private static func seconds(_ nanoseconds: Int64?) -> JSONText {
    .optional(nanoseconds.map { "\(ExactSeconds(nanoseconds: $0))" })
  }
}
