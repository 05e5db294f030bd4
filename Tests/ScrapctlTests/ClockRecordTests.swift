// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
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

  /// What a receiver says now.
  private static func sentence() -> [UInt8] {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let body = String(
      format: "GPRMC,%02d%02d%02d.00,A,,,,,,,%02d%02d%02d,,,A", parts.tm_hour,
      parts.tm_min, parts.tm_sec, parts.tm_mday, parts.tm_mon + 1,
      parts.tm_year % 100)
    let sum = body.utf8.reduce(0, ^)
    return Array(("$" + body + String(format: "*%02X\r\n", sum)).utf8)
  }

  @Test func aReceiverOnASerialLineIsRecordedUntilItIsPulled() throws {
    let scratch = try Scratch()
    let receiver = PseudoTerminal(link: scratch.path("receiver"))
    let running = try Tool.start(
      [
        "clock", "record", "--gps", scratch.path("receiver"), "--gps-second",
        "/nowhere/gps", "--leap-seconds-settle", "0", "--interval", "1",
        "--steps", "7",
      ], input: "", in: scratch)
    // Five steps' worth of sentences; then the plug is pulled.
    for _ in 0..<45 {
      receiver.write(Self.sentence())
      usleep(100_000)
    }
    let told = Int64(time(nil))
    receiver.vanish()
    let result = try running.finish()
    #expect(result.status == 0, "\(result.errorText)")
    let steps = try result.lines.map { try TraceStep(line: $0.utf8) }
    #expect(steps.count == 7)
    let good = steps.filter { $0.readings.gps.health == .good }
    #expect((2...6).contains(good.count), "\(result.lines)")
    for step in good {
      let reading = step.readings.gps
      #expect(abs(reading.unixSeconds - told) < 10)
      #expect(reading.errorNanoseconds >= 1_100_000_000)
      #expect(reading.takenAtNanoseconds <= step.counterNanoseconds)
    }
    #expect(steps.last?.readings.gps.health == .absent)
    #expect(steps.allSatisfy { $0.readings.gpsSecond.health == .absent })
  }

  @Test(arguments: [
    [], ["--kernel", "--leap-seconds-settle", "86401"],
    ["--kernel", "--interval", "0"], ["--gps", "receiver"],
    ["--kernel", "--kernel-bound", "3600.1"],
    ["--kernel", "--kernel-bound", "-1"], ["--kernel", "--rtc-set-at", "1"],
    ["--rtc", "/nowhere/rtc", "--rtc-set-at", "now"],
    ["--kernel", "--interval", "86401"], ["--kernel", "--steps", "-1"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let result = try Tool.run(
      ["clock", "record", "--steps", "1"] + arguments, in: Scratch())
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
