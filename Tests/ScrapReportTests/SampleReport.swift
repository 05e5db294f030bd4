// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

@testable import ScrapReport

/// A report with a little of everything.
enum SampleReport {
  static func model(verdictCount: Int) -> ReportModel {
    var model = ReportModel(
      title: "A sample", summary: "Something of everything.",
      basis: .virtual(seed: 9), originSeconds: 1_763_720_000,
      durationNanoseconds: 600_000_000_000, command: "scrapctl sim run sample")
    model.lanes = [
      ReportLane(
        "contact", spans: [.init(from: 0, to: 300_000_000_000, .good, "open")]),
      ReportLane("verdicts", marks: [.init(at: 5, .bad, "replayed")]),
    ]
    model.exchanges = [
      ReportExchange(
        request: "first", commander: "A", target: "B", sentAt: 1_000_000,
        attemptCount: 2, outcome: .proved, answerNanoseconds: 31_000_000,
        proofNanoseconds: 5_000_000_000)
    ]
    model.verdicts = (0..<verdictCount).map {
      verdict($0, $0.isMultiple(of: 3) ? .replayed : nil)
    }
    model.stores = [
      ReportStore(
        name: "B", medium: "nor-16", entryCapacity: 16,
        samples: [
          .init(at: 0, entryCount: 0), .init(at: 9_000_000, entryCount: 5),
        ], programCount: 12, programByteCount: 960, erases: 1...4,
        eraseCount: 20)
    ]
    return model
  }

  static func verdict(_ number: Int, _ reason: Reason?) -> ReportVerdict {
    ReportVerdict(
      at: UInt64(number) * 1_000_000_000, target: "B", sender: "A",
      request: "request-\(number)", reason: reason,
      latencyNanoseconds: UInt64(number + 1) * 900_000)
  }
}
