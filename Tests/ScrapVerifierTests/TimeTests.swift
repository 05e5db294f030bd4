// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import TestSupport
import Testing

/// Section E of the resolutions, each bound at its right end of the interval
/// of trusted time.
@Suite struct TimeTests {
  // Whatever width: a token lives only if it lives everywhere in it.
  private static let lo = now
  private static let hi = now + 50

  private func verdict(
    _ record: UInt64, _ seconds: UInt64,
    within time: TrustedTime = interval(lo, hi)
  ) -> Reason? {
    var draft = Draft()
    draft.tokens[0].set(record, integer: seconds, 4)
    if record == 8 { draft.set(2, integer: now, 4) }
    let satellite = Satellite()
    return satellite.verdict(message: draft.message, now: time).reason
  }

  // E-46
  @Test func aTokenMustLiveAtTheLateEnd() {
    #expect(verdict(10, Self.hi) == nil)
    #expect(verdict(10, Self.hi - 1) == .expired)
    #expect(verdict(10, Self.lo) == .expired)
  }

  // E-50
  @Test func aTokenMustNotLiveTooLongAtTheEarlyEnd() {
    #expect(verdict(10, Self.lo + 604_800) == nil)
    #expect(verdict(10, Self.lo + 604_801) == .expiryTooFar)
    #expect(verdict(10, Self.hi + 604_800) == .expiryTooFar)
  }

  // E-47
  @Test func aTokenMustHaveBeenIssuedAtTheEarlyEnd() {
    #expect(verdict(8, Self.lo + 30) == nil)
    #expect(verdict(8, Self.lo + 31) == .futureIssued)
    #expect(verdict(8, Self.hi + 30) == .futureIssued)
  }

  // E-49: no skew.
  @Test func notBeforeMustHavePassedAtTheEarlyEnd() {
    #expect(verdict(19, Self.lo) == nil)
    #expect(verdict(19, Self.lo + 1) == .constraintViolation)
    #expect(verdict(19, Self.hi) == .constraintViolation)
    #expect(verdict(19, 0) == nil, "earlier than issued_at: no effect")
  }

  // E-49: nothing is marked.
  @Test func aTokenThatCameTooEarlyIsAcceptedLater() {
    let early = draft { $0.tokens[0].set(19, integer: now + 60, 4) }
    let satellite = Satellite()
    #expect(satellite.verdict(early).reason == .constraintViolation)
    #expect(satellite.verdict(early, at: now + 59).reason != nil)
    #expect(satellite.verdict(early, at: now + 60) == .accept)
  }

  // E-102
  @Test func theRequestMustNotComeFromTheFutureAtTheEarlyEnd() {
    func verdict(_ seconds: UInt64) -> Reason? {
      let request = draft { $0.set(2, integer: seconds, 4) }
      return Satellite().verdict(
        message: request.message, now: interval(Self.lo, Self.hi)
      ).reason
    }
    #expect(verdict(Self.lo + 30) == nil)
    #expect(verdict(Self.lo + 31) == .staleRequest)
    #expect(verdict(Self.hi) == .staleRequest)
  }

  // E-47, E-112: configurable from 0 to 60, for issued_at and the request
  // only.
  @Test(arguments: [0, 30, 60] as [UInt64])
  func theSkewIsTheProfiles(skew: UInt64) {
    var profile = ProfileRecord()
    profile.limits.clockSkewSeconds = UInt8(skew)
    func reason(_ change: (inout Draft) -> Void) -> Reason? {
      ScrapVerifierTests.verdict(draft(change), profile: profile).reason
    }
    let newest = reason {
      $0.tokens[0].set(8, integer: now + skew, 4)
      $0.set(2, integer: now, 4)
    }
    #expect(newest == nil)
    #expect(
      reason { $0.tokens[0].set(8, integer: now + skew + 1, 4) }
        == .futureIssued)
    #expect(reason { $0.set(2, integer: now + skew, 4) } == nil)
    #expect(
      reason { $0.set(2, integer: now + skew + 1, 4) } == .staleRequest)
    #expect(
      reason { $0.tokens[0].set(10, integer: now - 1, 4) } == .expired)
    #expect(
      reason { $0.tokens[0].set(19, integer: now + 1, 4) }
        == .constraintViolation)
  }

  // E-50
  @Test func theGreatestLifetimeIsTheProfiles() {
    var profile = ProfileRecord()
    profile.limits.maxTokenLifetimeSeconds = 3600
    #expect(
      ScrapVerifierTests.verdict(Draft(), profile: profile) == .accept)
    let longer = draft { $0.tokens[0].set(10, integer: now + 3601, 4) }
    #expect(
      ScrapVerifierTests.verdict(longer, profile: profile).reason
        == .expiryTooFar)
  }

  // E-52
  @Test func withoutTrustedTimeNothingIsAccepted() {
    let satellite = Satellite()
    let verdict = satellite.verdict(message: Draft().message, now: nil)
    #expect(verdict == Verdict(.noSecureTime, .readiness))
    #expect(satellite.statistics.entryCount == 0)
  }

  // E-54
  @Test func timeBeforeTheEarliestIsNotBelieved() {
    var profile = ProfileRecord()
    profile.limits.earliestTimeSeconds = now
    let message = Draft().message
    let early = Satellite(profile: profile).verdict(
      message: message, at: now - 1)
    #expect(early == Verdict(.noSecureTime, .readiness))
    let wide = Satellite(profile: profile).verdict(
      message: message, now: interval(now - 1, now + 9))
    #expect(wide.reason == .noSecureTime)
    #expect(
      Satellite(profile: profile).verdict(message: message) == .accept)
  }

  // E-55
  @Test func theTimeMarkSurvivesARestart() {
    let satellite = Satellite()
    satellite.use(draft(id: 1) { $0.tokens[0].set(10, integer: now + 9, 4) })
    #expect(satellite.floors.timeMarkSeconds == now)
    let later = draft(id: 2) { $0.tokens[0].set(10, integer: now + 500, 4) }
    let between = draft(id: 3) {
      $0.tokens[0].set(10, integer: now + 400, 4)
    }
    let used = satellite.verdict(later, at: now + 450)
    #expect(used == .accept)
    satellite.restart()
    #expect(satellite.floors.timeMarkSeconds == now + 450)
    // The clock was pulled back: the mark holds.
    #expect(satellite.verdict(between, at: now).reason == .expired)
    #expect(satellite.verdict(Draft(id: 4), at: 1_000) == .accept)
  }

  // E-55: nothing was accepted meanwhile, and the real-time clock was reset.
  @Test func aTokenThatExpiredBetweenMarksStaysExpiredAfterAReset() {
    let token = draft { $0.tokens[0].set(10, integer: now + 900, 4) }
    let satellite = Satellite()
    #expect(satellite.verifier.keepTime(interval(now, now + 9)) == .written)
    #expect(
      satellite.verifier.keepTime(interval(now + 599, now + 600)) == .current)
    #expect(
      satellite.verifier.keepTime(interval(now + 950, now + 2_000))
        == .written)
    satellite.restart()
    #expect(satellite.floors.timeMarkSeconds == now + 950)
    #expect(satellite.verdict(token, at: now).reason == .expired)
    #expect(satellite.verdict(token, at: 1_000).reason == .expired)
    #expect(satellite.verdict(Draft(id: 2), at: now) == .accept)
    // Without the time mark it would have been accepted.
    #expect(Satellite().verdict(token, at: now) == .accept)
  }

  // E-55: the interval's early end alone is certain to have been.
  @Test func theTimeMarkIsTheEarlyEnd() {
    let satellite = Satellite()
    let verdict = satellite.verdict(
      message: Draft().message, now: interval(now, now + 3000))
    #expect(verdict == .accept)
    #expect(satellite.floors.timeMarkSeconds == now)
  }

  // The wall clock jumps and spoofed time becomes the truth: not here. A
  // refused request leaves nothing of its time behind.
  @Test func aSpoofedTimeIsForgottenUnlessATokenLivedThen() {
    let satellite = Satellite()
    for spoofed in [now + 4_000, now + 1_000_000, UInt64.max] {
      #expect(satellite.verdict(Draft(), at: spoofed).reason == .expired)
    }
    #expect(satellite.floors.timeMarkSeconds == 0)
    #expect(satellite.verdict(Draft()) == .accept)
  }

  // E-56, E-57: 64 bits inside, and no trap at any edge.
  @Test func theFormatEndsIn2106WithoutATrap() {
    let end = UInt64(UInt32.max)
    let last = draft {
      $0.tokens[0].set(8, integer: end - 100, 4)
      $0.tokens[0].set(10, integer: end, 4)
      $0.set(2, integer: end - 50, 4)
    }
    let satellite = Satellite()
    let beyond: [TrustedTime] = [
      interval(end, end + 1), interval(end + 1, end + 1),
      interval(0, .max), interval(.max, .max), interval(.max - 1, .max),
      interval(end, .max),
    ]
    for time in beyond {
      let verdict = satellite.verdict(message: last.message, now: time)
      #expect(verdict.reason == .expired, "\(time)")
    }
    #expect(satellite.verdict(last, at: end) == .accept)
    let again = satellite.verdict(last, at: end)
    #expect(again.reason == .alreadyAccepted)
  }

  // E-57: sums above 32 bits.
  @Test func theGreatestLifetimeReachesOver2106() {
    let end = UInt64(UInt32.max)
    let last = draft {
      $0.tokens[0].set(8, integer: end - 604_900, 4)
      $0.tokens[0].set(10, integer: end, 4)
      $0.set(2, integer: end - 604_890, 4)
    }
    #expect(
      ScrapVerifierTests.verdict(last, at: end - 604_801).reason
        == .expiryTooFar)
    #expect(ScrapVerifierTests.verdict(last, at: end - 604_800) == .accept)
    #expect(ScrapVerifierTests.verdict(last, at: end - 10) == .accept)
  }

  // A width that no record can hold is not made durable.
  @Test func anIntervalTooWideToBeRecordedIsRefused() {
    let token = draft { $0.tokens[0].set(10, integer: now + 90_000, 4) }
    let satellite = Satellite()
    let wide = satellite.verdict(
      message: token.message, now: interval(now, now + 65_536))
    #expect(wide == Verdict(.storeUnavailable, .mark))
    let narrow = satellite.verdict(
      message: token.message, now: interval(now, now + 65_535))
    #expect(narrow == .accept)
  }

  @Test func anIntervalThatEndsBeforeItBeginsDoesNotExist() {
    #expect(TrustedTime(loSeconds: 2, hiSeconds: 1) == nil)
    #expect(TrustedTime(loSeconds: 2, hiSeconds: 2) != nil)
  }

  // E-74
  @Test(arguments: 0...3)
  func theTimesOfEveryTokenOfTheChainCount(index: Int) {
    let cases: [(UInt64, UInt64, Reason)] = [
      (10, now - 1, .expired), (10, now + 604_801, .expiryTooFar),
      (8, now + 31, .futureIssued),
    ]
    for (record, seconds, reason) in cases {
      let chain = draft(depth: 3) {
        $0.tokens[index].set(record, integer: seconds, 4)
      }
      #expect(
        ScrapVerifierTests.verdict(chain)
          == Verdict(
            reason, .times, chainIndex: index,
            offset: chain.offset(ofToken: index, record)))
    }
  }
}
