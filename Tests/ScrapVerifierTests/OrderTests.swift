// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

/// The total order of checks: of two defects the earlier one is named
/// (E-59), with its place.
@Suite struct OrderTests {
  @Test func thePresentationIsAcceptedBeforeItIsSpoiled() {
    #expect(Scenario().verdict() == .accept)
  }

  // A denial says which token failed, where, and why.
  @Test(arguments: Defect.ordered)
  func aDefectIsNamedWithItsTokenAndItsByte(defect: Defect) {
    var scenario = Scenario()
    defect.apply(&scenario)
    #expect(scenario.verdict() == defect.verdict(for: scenario.draft))
  }

  @Test(arguments: 0..<Defect.ordered.count)
  func theEarlierOfTwoDefectsIsNamed(first: Int) {
    let earlier = Defect.ordered[first]
    for later in Defect.ordered[(first + 1)...] {
      for swapped in [false, true] {
        var scenario = Scenario()
        for defect in swapped ? [earlier, later] : [later, earlier] {
          defect.apply(&scenario)
        }
        let expected = earlier.verdict(for: scenario.draft)
        #expect(
          scenario.verdict() == expected, "\(earlier.name), \(later.name)")
      }
    }
  }

  @Test func theStepsOfTheTableAscend() {
    let steps = Defect.ordered.map(\.step.rawValue)
    #expect(steps == steps.sorted())
    #expect(Set(steps) == Set(1...12))
  }

  // E-46, E-47, E-50, E-65: one token that is wrong in several times, in an
  // interval so wide that it can be.
  @Test func withinOneTokenTheTimesAreJudgedInTheOrderOfTheStep() {
    let late = now + 100
    let orders: [(Reason, (inout Draft) -> Void)] = [
      (.expired, { $0.tokens[0].set(10, integer: late - 1, 4) }),
      (.expiryTooFar, { $0.tokens[0].set(10, integer: now + 604_801, 4) }),
      (.futureIssued, { $0.tokens[0].set(8, integer: now + 31, 4) }),
      (.issuedBeforeFloor, { _ in }),
    ]
    for (reason, change) in orders {
      for (later, alsoChange) in orders {
        let pair = (reason, later)
        // A token cannot both end too early and live too long.
        guard
          reason.rawValue < later.rawValue,
          pair != (.expired, .expiryTooFar)
        else { continue }
        let satellite = Satellite()
        if later == .issuedBeforeFloor {
          satellite.raiseIssuanceFloor(to: now + 31)
        }
        let message = draft {
          alsoChange(&$0)
          change(&$0)
        }.message
        let verdict = satellite.verdict(
          message: message, now: interval(now, late))
        #expect(verdict.reason == reason, "\(reason) before \(later)")
      }
    }
  }

  // E-59: what names another time, another satellite or another commander
  // is refused long before the store is asked.
  @Test func anAcceptedRequestIsJudgedAnewBeforeItIsCalledAccepted() {
    let used = Draft(depth: 2)
    let cases: [(Reason, (Satellite) -> Void, UInt64)] = [
      (.expired, { _ in }, now + 3601),
      (.alreadyAccepted, { _ in }, now + 3600),
      (.issuedBeforeFloor, { $0.raiseIssuanceFloor(to: now) }, now),
      (
        .depthExceeded,
        {
          var profile = ProfileRecord()
          profile.limits.maxChainDepth = 1
          $0.restart(profile: profile)
        }, now
      ),
      (
        .wrongAudience,
        {
          var profile = ProfileRecord()
          profile.satelliteID = Array("OTHER".utf8)
          $0.restart(profile: profile)
        }, now
      ),
      (
        .invalidSignature,
        {
          var profile = ProfileRecord()
          profile.issuers = [TestKey.secondOperator.publicKey]
          $0.restart(profile: profile)
        }, now
      ),
      (.alreadyAccepted, { $0.breakMedium() }, now),
    ]
    for (reason, event, time) in cases {
      let satellite = Satellite()
      satellite.use(used)
      event(satellite)
      #expect(satellite.verdict(used, at: time).reason == reason)
    }
  }

  // E-66, E-67: the rate and room do not matter to what was accepted.
  @Test func alreadyAcceptedComesBeforeReplayedRateAndFull() {
    let used = draft { $0.tokens[0].set(15, [0, 0, 0, 1, 0, 0, 14, 16]) }
    let satellite = Satellite(sizes: Board.Sizes(entries: 8))
    satellite.use(used)
    satellite.fill()
    let verdict = satellite.verdict(used)
    #expect(
      verdict
        == Verdict(
          .alreadyAccepted, .mark, chainIndex: 0,
          offset: used.offset(ofToken: 0, 12)))
  }
}
