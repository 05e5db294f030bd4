// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapClock
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@Suite(.serialized) struct ClockRecordTests {
  @Test func aRecordIsATrace() throws {
    let scratch = try Scratch()
    let record = try Tool.run(
      [
        "clock", "record", "--gps", "/nowhere/gps", "--gps-second",
        "localhost:1", "--rtc", "/nowhere/rtc", "--kernel", "--interval", "1",
        "--steps", "2",
      ], in: scratch)
    #expect(record.status == 0, "\(record.errorText)")
    #expect(record.lines.count == 2)
    let steps = try record.lines.map { try TraceStep(line: $0.utf8) }
    let apart =
      steps[1].counterNanoseconds - steps[0].counterNanoseconds
    #expect((900_000_000...3_000_000_000).contains(apart), "\(apart)")
    for step in steps {
      #expect(step.readings.gps.health == .absent)
      #expect(step.readings.ntp.health != .absent)
    }
    let explained = try Tool.run(
      ["clock", "explain", "-", "--format", "json"],
      input: record.lines.joined(separator: "\n"), in: scratch)
    #expect(explained.status == 2, "one witness is none")
    #expect(explained.lines.count == 3)
  }

  @Test(arguments: [
    ["--steps", "1"], ["--kernel", "--interval", "0"], ["--gps", "receiver"],
    ["--kernel", "--interval", "86401"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let result = try Tool.run(["clock", "record"] + arguments, in: Scratch())
    #expect(result.status == 64)
    #expect(result.lines.isEmpty)
  }

  /// What is written is read again, to the nanosecond.
  @Test func everyStepSurvivesItsLine() throws {
    var random = TestSeed.generator()
    for _ in 0..<500 {
      var step = TraceStep(counterNanoseconds: random.next() >> 2)
      if random.oneIn(2) {
        step.truthNanoseconds = Int64(bitPattern: random.next())
      }
      if random.oneIn(2) { step.timeMarkSeconds = random.integer() }
      step.isRestart = random.oneIn(2)
      for name in TraceStep.sourceNames where random.oneIn(2) {
        step.readings.set(
          ClockReading(
            unixSeconds: Int64(bitPattern: random.integer()),
            nanoseconds: UInt32(random.below(1_000_000_000)),
            errorNanoseconds: Int64(bitPattern: random.integer()),
            takenAtNanoseconds: random.next() >> 2), of: name)
      }
      if random.oneIn(2) {
        step.operatorReading = OperatorClockReading(
          unixSeconds: Int64(bitPattern: random.integer()),
          nanoseconds: UInt32(random.below(1_000_000_000)),
          errorNanoseconds: Int64(bitPattern: random.integer()),
          drawnAtNanoseconds: random.next() >> 2)
      }
      #expect(try TraceStep(line: step.json.line.utf8) == step)
    }
  }
}
