// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@Suite struct TraceStepTests {
  private func refusal(_ line: String) -> String? {
    do throws(GroundError) {
      _ = try TraceStep(line: line.utf8)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func everythingOfAStepIsRead() throws {
    let step = try TraceStep(
      line: """
         { "counter_seconds" : 12.5 , "truth_seconds":-0.25,
        "time_mark_seconds":7,"restart":true,
        "gps":{"unix_seconds":1800000000.25,"error_seconds":1e0,
        "taken_seconds":12.4},
        "rtc":{"health":"no_fix"},
        "operator":{"unix_seconds":5,"error_seconds":0.5,"drawn_seconds":3}}
        """.utf8)
    #expect(step.counterNanoseconds == 12_500_000_000)
    #expect(step.truthNanoseconds == -250_000_000)
    #expect(step.timeMarkSeconds == 7)
    #expect(step.isRestart)
    #expect(
      step.readings.gps
        == ClockReading(
          unixSeconds: 1_800_000_000, nanoseconds: 250_000_000,
          errorNanoseconds: 1_000_000_000, takenAtNanoseconds: 12_400_000_000))
    #expect(step.readings.rtc.health == .noFix)
    #expect(step.readings.ntp.health == .absent)
    #expect(step.operatorReading?.drawnAtNanoseconds == 3_000_000_000)
  }

  @Test(arguments: [
    ("", "no JSON"), ("[]", "expected an object"), ("7", "an object"),
    ("{}", "counter_seconds"), ("{\"counter_seconds\":\"1\"}", "\"1\""),
    ("{\"counter_seconds\":-1}", "counter_seconds: expected a counter"),
    ("{\"counter_seconds\":1,\"gsp\":{}}", "gsp"),
    ("{\"counter_seconds\":1,\"counter_seconds\":1}", "it twice"),
    ("{\"counter_seconds\":1,\"\\u0063ounter_seconds\":1}", "it twice"),
    ("{\"counter_seconds\":1,\"gps\":7}", "gps: expected an object"),
    ("{\"counter_seconds\":1,\"gps\":{}}", "gps.unix_seconds"),
    (
      "{\"counter_seconds\":1,\"gps\":{\"unix_seconds\":1}}",
      "gps.error_seconds"
    ),
    (
      "{\"counter_seconds\":1,\"gps\":{\"unix_seconds\":1e999}}",
      "found 1e999"
    ),
    (
      "{\"counter_seconds\":1,\"rtc\":{\"health\":\"fine\"}}",
      "one of absent, no_fix"
    ),
    (
      "{\"counter_seconds\":1,\"rtc\":{\"health\":\"no_fix\",\"hat\":1}}",
      "rtc.hat"
    ),
    ("{\"counter_seconds\":1,\"restart\":1}", "true or false"),
    ("{\"counter_seconds\":1,\"time_mark_seconds\":-1}", "an integer"),
    ("{\"counter_seconds\":1,\"operator\":{}}", "operator.unix_seconds"),
    ("{\"counter_seconds\":1,\"truth_seconds\":1e12}", "1677 to 2262"),
    ("{\"counter_seconds\":1}x", "no JSON"),
    ("{\"counter_seconds\":01}", "no JSON"),
    ("{\"counter_seconds\":1.}", "no JSON"),
    ("{\"counter_seconds\":NaN}", "no JSON"),
    ("{\"counter_seconds\":+1}", "no JSON"),
    ("{\"counter_seconds\":1,}", "no JSON"),
    ("{'counter_seconds':1}", "no JSON"),
    ("{\"\\ud800\":1}", "no JSON"), ("{\"a\u{1}\":1}", "no JSON"),
    (String(repeating: "[", count: 100_000), "no JSON"),
  ])
  func whatIsNoStepIsNamed(_ line: String, _ word: String) {
    let found = refusal(line)
    #expect(found?.contains(word) == true, "\(found ?? "taken")")
  }

  /// Any bytes end in a step or a refusal.
  @Test func noBytesTrap() throws {
    var random = TestSeed.generator()
    let sound = Array(
      """
      {"counter_seconds":1.5,"restart":false,"gps":{"unix_seconds":1e9,\
      "error_seconds":-0.5,"health":"go\\u006fd"},"time_mark_seconds":12}
      """.utf8)
    var takenCount = 0
    for _ in 0..<TestSeed.trialCount(20_000) {
      var line = sound
      for _ in 0...random.below(3) {
        switch random.below(3) {
        case 0: line[random.below(line.count)] = UInt8(random.below(256))
        case 1: line.remove(at: random.below(line.count))
        default:
          line.insert(
            random.pick(Array("{}[]\",:\\e.-0129".utf8)),
            at: random.below(line.count))
        }
      }
      if (try? TraceStep(line: line)) != nil { takenCount += 1 }
    }
    #expect(takenCount > 0)
  }
}
