// SPDX-License-Identifier: Apache-2.0

import ScrapGround

extension ReportModel {
  /// Everything in the report as one JSON object on one line, with the words of
  /// the protocol; times are nanoseconds from `origin_s`.
  public var json: String {
    JSONText.object([
      ("title", .string(title)),
      ("summary", .string(summary)),
      ("basis", basisJSON),
      ("origin_s", .integer(originSeconds)),
      ("duration_ns", .integer(durationNanoseconds)),
      ("command", .string(command)),
      ("held", .bool(differences.isEmpty)),
      ("checks", .array(checks.map(\.json))),
      ("figures", .object(figures.map { ($0.name, .number($0.count)) })),
      ("exchanges", .array(exchanges.map(\.json))),
      ("verdicts", .array(verdicts.map(\.json))),
      ("verdict_counts", .object(verdictCounts)),
      ("decision_latency", decisionLatency.json),
      ("answer_latency", roundTrip.json),
      ("stores", .array(stores.map(\.json))),
      ("lanes", .array(lanes.map(\.json))),
    ]).line
  }

  private var basisJSON: JSONText {
    switch basis {
    case .virtual(let seed):
      .object([("time", .string("virtual")), ("seed", .integer(seed))])
    case .wall(let machine):
      .object([("time", .string("wall")), ("machine", .string(machine))])
    }
  }

  private var verdictCounts: [(String, JSONText)] {
    RefusalRow.rows(verdicts).map { ($0.name, .number($0.count)) }
  }
}

extension JSONText {
  static func number(_ value: Int) -> JSONText { .integer(UInt64(value)) }
}

extension ReportCheck {
  /// The check as an object.
  public var json: JSONText {
    .object([
      ("check", .string(name)), ("expected", .string(expected)),
      ("found", .string(found)), ("held", .bool(hasHeld)),
    ])
  }
}

extension ReportExchange {
  var json: JSONText {
    .object([
      ("request", .string(request)), ("commander", .string(commander)),
      ("target", .string(target)), ("sent_ns", .integer(sentAt)),
      ("sendings", .number(attemptCount)),
      ("outcome", .string(outcome.rawValue)),
      ("reason", .optional(refusal)),
      ("answer_after_ns", .optional(answerNanoseconds)),
      ("proof_after_ns", .optional(proofNanoseconds)),
    ])
  }
}

extension ReportVerdict {
  var json: JSONText {
    .object([
      ("at_ns", .integer(at)), ("target", .string(target)),
      ("sender", .string(sender)), ("request", .string(request)),
      ("verdict", .string(reason == nil ? "accept" : "reject")),
      ("reason", .optional(refusal)),
      ("chain_index", .optional(chainIndex)), ("offset", .optional(offset)),
      ("latency_ns", .optional(latencyNanoseconds)),
    ])
  }
}

extension LatencySummary {
  var json: JSONText {
    let rows: [(String, JSONText)] = Self.percentiles.map { percentile in
      let name =
        percentile == 100
        ? "max_us" : percentile == 99.9 ? "p999_us" : "p\(Int(percentile))_us"
      return (name, .optional(microseconds(atPercentile: percentile)))
    }
    return .object(
      [("samples", .number(count))] + rows
        + [("over_100_ms", .number(overLimitCount))])
  }
}

extension ReportStore {
  var json: JSONText {
    .object([
      ("store", .string(name)), ("medium", .string(medium)),
      ("entry_capacity", .integer(UInt64(entryCapacity))),
      ("programs", .optional(programCount)),
      ("programmed_bytes", .optional(programByteCount)),
      ("erases", .optional(eraseCount)),
      ("erases_least_worn", .optional(erases?.lowerBound)),
      ("erases_most_worn", .optional(erases?.upperBound)),
      (
        "fill",
        .array(
          samples.map {
            .object([
              ("at_ns", .integer($0.at)),
              ("entries", .integer(UInt64($0.entryCount))),
            ])
          })
      ),
    ])
  }
}

extension ReportLane {
  var json: JSONText {
    .object([
      ("lane", .string(name)),
      (
        "spans",
        .array(
          spans.map {
            .object([
              ("from_ns", .integer($0.from)), ("to_ns", .integer($0.to)),
              ("tone", .string($0.tone.rawValue)),
              ("label", .string($0.label)),
            ])
          })
      ),
      (
        "marks",
        .array(
          marks.map {
            .object([
              ("at_ns", .integer($0.at)),
              ("tone", .string($0.tone.rawValue)),
              ("label", .string($0.label)),
            ])
          })
      ),
    ])
  }
}
