// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// How often one verdict came, and what is to be done about it.
struct RefusalRow: Equatable {
  /// Nil stands for accept.
  let reason: Reason?
  let count: Int

  /// One row a verdict that came, accept first, then by number.
  static func rows(_ verdicts: [ReportVerdict]) -> [RefusalRow] {
    var counts: [UInt16: Int] = [:]
    for verdict in verdicts {
      counts[verdict.reason?.rawValue ?? 0, default: 0] += 1
    }
    return counts.keys.sorted().map { number in
      RefusalRow(reason: Reason(rawValue: number), count: counts[number] ?? 0)
    }
  }

  var name: String { reason.map { "\($0.name)" } ?? "accept" }

  var meaning: String {
    reason.map { "\($0.meaning)" } ?? "The task may run, once."
  }

  var remedy: String { reason.map { "\($0.remedy)" } ?? "" }
}
