// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapNMEA
import Testing

/// Leap seconds (E-58), and RMC against ZDA.
@Suite struct NMEAWitnessTests {
  private func time(_ seconds: UInt64) -> String {
    func two(_ value: UInt64) -> String {
      value < 10 ? "0\(value)" : "\(value)"
    }
    return "12\(two(seconds / 60))\(two(seconds % 60)).00"
  }

  @Test func leapSecondsAreBelievedOnlyAfterAFixWithoutABreak() {
    var listener = Listener(settleSeconds: 750)
    for second in UInt64(0)...800 {
      let reading = listener.hear(
        Sentences.rmc(time: time(second)), atSeconds: 1_000 + second)
      #expect(reading.health == (second < 750 ? .noLeapSeconds : .good))
      #expect(reading.unixSeconds == Sentences.noonSeconds + Int64(second))
    }
  }

  @Test func theDefaultWaitsForAWholeAlmanac() {
    #expect(NMEAPolicy().leapSecondsSettleNanoseconds == 750 * 1_000_000_000)
  }

  @Test func whateverBreaksTheFixStartsTheWaitAnew() {
    let breaks: [(String, [UInt8])] = [
      ("no fix", Sentences.rmc(status: "V")),
      ("estimated", Sentences.rmc(mode: "E")),
      ("unreadable", Sentences.rmc(date: "993299")),
      ("disagreement", Sentences.zda(day: "20")),
    ]
    for (name, bytes) in breaks {
      var listener = Listener(settleSeconds: 10)
      for second in UInt64(0)...20 {
        _ = listener.hear(
          Sentences.rmc(time: time(second)), atSeconds: 1_000 + second)
      }
      #expect(listener.read(atSeconds: 1_020).health == .good)
      _ = listener.hear(bytes, atSeconds: 1_021)
      #expect(listener.read(atSeconds: 1_021).health != .good, "\(name)")
      for second in UInt64(22)...40 {
        let reading = listener.hear(
          Sentences.zda(time: time(second)) + Sentences.rmc(time: time(second)),
          atSeconds: 1_000 + second)
        // The disagreement ends with the next pair that agrees.
        let isAgain = second >= 32
        #expect(
          reading.health == (isAgain ? .good : .noLeapSeconds),
          "\(name) \(second)")
      }
    }
  }

  @Test func silenceOrAnotherDeviceStartsTheWaitAnew() {
    for isReplaced in [false, true] {
      var listener = Listener(settleSeconds: 3)
      for second in UInt64(0)...4 {
        _ = listener.hear(
          Sentences.rmc(time: time(second)), atSeconds: 1_000 + second)
      }
      #expect(listener.read(atSeconds: 1_004).health == .good)
      if isReplaced { listener.receiver.restart() }
      let later: UInt64 = isReplaced ? 5 : 10
      let reading = listener.hear(
        Sentences.rmc(time: time(later)), atSeconds: 1_000 + later)
      #expect(reading.health == .noLeapSeconds)
      let problem = listener.receiver.statistics.lastProblem
      #expect(problem == (isReplaced ? nil : .silence))
    }
  }

  @Test func anRMCThatIsMissingForLongStartsTheWaitAnew() {
    let other = Sentences.framed("GPGGA,120000,,,,,0,00,,,M,,M,,")
    var listener = Listener(settleSeconds: 3)
    for second in UInt64(0)...4 {
      _ = listener.hear(
        Sentences.rmc(time: time(second)), atSeconds: 1_000 + second)
    }
    for second in UInt64(5)...10 {
      _ = listener.hear(other, atSeconds: 1_000 + second)
    }
    let reading = listener.hear(
      Sentences.rmc(time: time(11)), atSeconds: 1_011)
    #expect(reading.health == .noLeapSeconds)
  }

  @Test func silenceEndsADisagreementAndASentenceThatWasBegun() {
    var listener = Listener()
    let wrong = Sentences.rmc() + Sentences.zda(day: "20")
    let start = Array(Sentences.rmc().prefix(9))
    #expect(listener.hear(wrong + start).health == .faulty)
    let reading = listener.hear(
      Array(Sentences.rmc().dropFirst(9)) + Sentences.rmc(time: time(6)),
      atSeconds: 1_006)
    #expect(reading.health == .good)
    #expect(listener.receiver.statistics.interruptedCount == 0)
    #expect(listener.receiver.statistics.timeCount == 3)
  }

  /// Asked once in 30 s, a receiver that speaks each second is not silent; and
  /// what waited does not count as time with a fix.
  @Test func aReceiverThatIsSeldomAskedIsNotSilent() {
    var listener = Listener(settleSeconds: 100)
    for round in UInt64(0)...6 {
      let second = round * 30
      let reading = listener.hear(
        Sentences.rmc(time: time(second)), atSeconds: 1_000 + second,
        waitedSeconds: 30)
      #expect(reading.health == (round < 5 ? .noLeapSeconds : .good))
    }
  }

  @Test func rmcAndZDAThatDisagreeAreAFaultUntilTheyAgree() {
    var listener = Listener()
    let agree = listener.hear(Sentences.rmc() + Sentences.zda())
    #expect(agree.health == .good)
    let wrong = [
      Sentences.zda(day: "22"), Sentences.zda(year: "2025"),
      Sentences.zda(year: "9999"), Sentences.zda(time: "120018.00"),
      Sentences.zda(time: "115958.80"), Sentences.zda(time: "130000.00"),
    ]
    for bytes in wrong {
      #expect(listener.hear(bytes).health == .faulty)
      #expect(listener.receiver.statistics.lastProblem == .disagreement)
      #expect(listener.hear(Sentences.zda()).health == .noLeapSeconds)
      #expect(listener.hear(Sentences.rmc()).health == .good)
    }
    #expect(listener.receiver.statistics.disagreementCount == 6)
  }

  /// A wrong ZDA and then none, or empty ones: the fault stays while it is held
  /// against what comes, a minute, and then the wait begins anew.
  @Test(arguments: [false, true])
  func aDisagreementEndsAMinuteAfterTheLastZDA(_ comesEmpty: Bool) {
    var listener = Listener(settleSeconds: 10)
    let empty = comesEmpty ? Sentences.framed("GNZDA,,,,,,") : []
    for second in UInt64(0)...200 {
      var bytes = Sentences.rmc(time: time(second)) + empty
      if second == 20 { bytes += Sentences.zda(time: time(20), day: "22") }
      let reading = listener.hear(bytes, atSeconds: 1_000 + second)
      let health: ClockHealth =
        switch second {
        case 10..<20, 91...: .good
        case 20...80: .faulty
        default: .noLeapSeconds
        }
      #expect(reading.health == health, "\(second)")
    }
  }

  /// What a receiver says while it contradicts itself is no wait for anything.
  @Test func theWaitBeginsWhenTheDisagreementEnds() {
    var listener = Listener(settleSeconds: 10)
    for second in UInt64(0)...70 {
      var bytes =
        Sentences.rmc(time: time(second)) + Sentences.framed("GNZDA,,,,,,")
      if second == 20 { bytes += Sentences.zda(time: time(20), day: "22") }
      if second == 50 { bytes += Sentences.zda(time: time(50)) }
      let reading = listener.hear(bytes, atSeconds: 1_000 + second)
      let health: ClockHealth =
        switch second {
        case 10..<20, 61...: .good
        case 20..<50: .faulty
        default: .noLeapSeconds
        }
      #expect(reading.health == health, "\(second)")
    }
  }

  /// The one counts the seconds that the counter counts.
  @Test func rmcAndZDAOfDifferentSecondsAreComparedByTheCounter() {
    var listener = Listener()
    _ = listener.hear(Sentences.zda(time: time(0)), atSeconds: 1_000)
    let right = listener.hear(
      Sentences.rmc(time: time(50)), atSeconds: 1_050)
    #expect(right.health == .good)
    let stopped = listener.hear(
      Sentences.zda(time: time(50)), atSeconds: 1_053)
    #expect(stopped.health == .faulty)
  }

  @Test func aZDAAloneIsNoFixUnlessThePolicyTakesIt() {
    #expect(Listener.reading(Sentences.zda()).health == .noFix)
    var listener = Listener(settleSeconds: 5, takesZDAAlone: true)
    for second in UInt64(0)...9 {
      let reading = listener.hear(
        Sentences.zda(time: time(second)), atSeconds: 1_000 + second)
      #expect(reading.health == (second < 5 ? .noLeapSeconds : .good))
      #expect(reading.unixSeconds == Sentences.noonSeconds + Int64(second))
    }
    let empty = Sentences.framed("GNZDA,,,,,,")
    #expect(listener.hear(empty, atSeconds: 1_010).health == .noFix)
    // An RMC without a fix outweighs it.
    let both = Sentences.zda(time: time(11)) + Sentences.rmc(status: "V")
    #expect(listener.hear(both, atSeconds: 1_011).health == .noFix)
  }

  @Test func zdaIsReadWithItsFullYearAndRefusedWithoutItsFields() {
    let bad = [
      "GNZDA,120000,21,11,2026,00", "GNZDA,120000,21,11,2026",
      "GNZDA,,21,11,2026,00,00", "GNZDA,120000,,11,2026,00,00",
      "GNZDA,120000,1,11,2026,00,00", "GNZDA,120000,21,11,26,00,00",
      "GNZDA,120000,31,11,2026,00,00", "GNZDA,120000,21,11,2o26,00,00",
      "GNZDA,120000,21,11,1980,00,00",
    ]
    for body in bad {
      var listener = Listener(takesZDAAlone: true)
      #expect(
        listener.hear(Sentences.framed(body)).health == .faulty, "\(body)")
    }
    var listener = Listener(takesZDAAlone: true)
    let far = Sentences.framed("GNZDA,062816,07,02,2106,,")
    #expect(listener.hear(far).unixSeconds == 4_294_967_296)
  }
}
