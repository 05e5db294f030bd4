// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapVerifier

/// Numbers and names that go over the air and never change.
@Suite struct ReasonTests {
  private static let pinned: [(UInt16, String)] = [
    (1, "no_secure_time"), (2, "store_unavailable"), (3, "integrity_fault"),
    (10, "malformed_request"), (11, "malformed_token"),
    (20, "depth_exceeded"), (21, "chain_invalid"), (30, "expired"),
    (31, "expiry_too_far"), (32, "future_issued"),
    (33, "issued_before_floor"), (40, "wrong_audience"),
    (50, "invalid_signature"), (60, "unknown_subject"),
    (61, "bad_commander_signature"), (70, "stale_request"),
    (80, "capability_denied"), (90, "constraint_violation"),
    (100, "revoked"), (101, "already_accepted"), (102, "replayed"),
    (103, "cache_full"),
  ]

  @Test func numbersAndNamesArePinned() {
    let known = Reason.all.map { "\($0.rawValue) \($0.text)" }
    #expect(known == Self.pinned.map { "\($0.0) \($0.1)" })
  }

  // TaskReject's details has 64 bytes.
  @Test func everyNameIsShortTextAndEveryRemedyASentence() {
    for reason in Reason.all {
      #expect((1...64).contains(reason.name.utf8CodeUnitCount))
      #expect(reason.text.allSatisfy { $0.isLowercase || $0 == "_" })
      let remedy = reason.remedy.description
      #expect(remedy.hasSuffix(".") && remedy.count > 10)
    }
    #expect(Set(Reason.all.map(\.text)).count == Reason.all.count)
  }

  @Test func everyReasonIsReachedByADefectARepetitionOrARevocation() {
    let reached = Set(Defect.ordered.map(\.reason)).union([
      .alreadyAccepted, .revoked,
    ])
    #expect(reached == Set(Reason.all))
  }

  @Test func stepsAreNumberedAndNamed() {
    let steps = (0...UInt8.max).compactMap { Step(rawValue: $0) }
    #expect(steps.map(\.rawValue) == Array(1...12))
    #expect(Set(steps.map { $0.name.description }).count == 12)
  }

  // E-45: no subset of the steps reads as all of them.
  @Test func noStepCanBeLeftOutOfTheEvidence() {
    let steps = (1...11).compactMap { Step(rawValue: $0) }
    for hasTask in [true, false] {
      let complete = Evidence.complete(hasTask: hasTask)
      var matches: [[Step]] = []
      for mask in 0..<1 << steps.count {
        let subset = steps.indices.filter { mask >> $0 & 1 == 1 }.map {
          steps[$0]
        }
        var evidence = Evidence()
        for step in subset { evidence.add(step) }
        if evidence == complete { matches.append(subset) }
      }
      let expected = steps.filter {
        hasTask || ($0 != .requestTime && $0 != .capability)
      }
      #expect(matches == [expected])
    }
  }

  @Test func stepsTakenInAnotherOrderOrTwiceAreNoEvidence() {
    let steps = (1...11).compactMap { Step(rawValue: $0) }
    let complete = Evidence.complete(hasTask: true)
    for first in steps.indices {
      for second in steps.indices where second != first {
        var order = steps
        order.swapAt(first, second)
        var evidence = Evidence()
        for step in order { evidence.add(step) }
        #expect(evidence != complete)
      }
      var twice = Evidence()
      for step in steps { twice.add(step) }
      twice.add(steps[first])
      #expect(twice != complete)
    }
  }
}
