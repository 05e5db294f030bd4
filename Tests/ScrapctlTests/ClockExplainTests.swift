// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `scrapctl clock explain` on the example traces.
@Suite(.serialized) struct ClockExplainTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/Clock")

  static func trace(_ name: String) -> String {
    folder.appendingPathComponent(name + ".jsonl").path
  }

  static let names = [
    "spoof-two-sources", "patient-drag", "reboot-reset-rtc",
    "receivers-contradict", "ground-confirms",
  ]

  private func objects(
    _ name: String, _ more: String...
  ) throws -> (status: Int32, steps: [[String: Any]], summary: [String: Any]) {
    let result = try Tool.run(
      ["clock", "explain", Self.trace(name), "--format", "json"] + more,
      in: Scratch())
    #expect(result.errorText.isEmpty)
    var objects: [[String: Any]] = []
    for line in result.lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      objects.append(try #require(object as? [String: Any]))
    }
    let last = try #require(objects.last)
    objects.removeLast()
    return (
      result.status, objects, try #require(last["summary"] as? [String: Any])
    )
  }

  private func states(_ step: [String: Any]) -> [String: String] {
    step["states"] as? [String: String] ?? [:]
  }

  @Test(arguments: names)
  func theTruthIsHeldWhereverThereIsTrustedTime(_ name: String) throws {
    let found = try objects(name)
    let trusted = found.steps.filter { $0["trusted"] as? Bool == true }
    #expect(trusted.count == found.summary["trusted_steps"] as? Int)
    #expect(found.steps.count == found.summary["steps"] as? Int)
    #expect(trusted.allSatisfy { $0["holds_truth"] as? Bool == true })
    #expect(found.summary["worst_miss_seconds"] as? String == "0.000000000")
    #expect(found.status == (trusted.count == found.steps.count ? 0 : 2))
  }

  @Test func aReceiverTenDaysAheadOfTheRTCIsNeverFollowed() throws {
    let found = try objects("spoof-two-sources")
    #expect(found.status == 0)
    for (index, step) in found.steps.enumerated() {
      let gps = index < 20 ? "agreed" : index < 30 ? "leaping" : "outvoted"
      #expect(states(step)["gps"] == gps, "step \(index + 1)")
      #expect(states(step)["rtc"] == "agreed")
      #expect(states(step)["ntp"] == "absent")
      #expect(
        step["reason"] as? String == (index < 20 ? "two_agree" : "held_over"))
    }
    #expect(found.steps[20]["alarms"] as? [String] == ["source_leapt"])
    let lo = try #require(found.steps[0]["lo_seconds"] as? String)
    #expect(lo.split(separator: ".").last?.count == 9)
    #expect(found.steps[0]["counter_seconds"] as? String == "100.000000000")
  }

  @Test func aPatientDragMovesNothing() throws {
    let found = try objects("patient-drag")
    #expect(found.status == 0)
    #expect(states(found.steps[143])["gps"] == "leaping")
    #expect(states(found.steps[135])["ntp"] == "agreed")
  }

  @Test func aResetRTCIsNoWitness() throws {
    let found = try objects("reboot-reset-rtc")
    #expect(found.status == 2)
    #expect(found.steps[20]["reason"] as? String == "no_witness")
    #expect(states(found.steps[20])["rtc"] == "before_earliest")
    #expect(states(found.steps[20])["gps"] == "no_fix")
    #expect(found.steps[30]["reason"] as? String == "one_witness")
    #expect(found.steps[30]["lo_seconds"] is NSNull)
    #expect(found.steps[40]["reason"] as? String == "two_agree")
  }

  @Test func receiversThatContradictAreBothOut() throws {
    let found = try objects("receivers-contradict")
    #expect(found.status == 0)
    #expect(states(found.steps[15])["gps"] == "receivers_apart")
    #expect(states(found.steps[15])["gps_second"] == "receivers_apart")
    #expect(found.steps[15]["reason"] as? String == "two_agree")
    #expect(states(found.steps[45])["gps"] == "agreed")
  }

  @Test func theGroundConfirmsALeapAndTheOscillatorCarriesOn() throws {
    let found = try objects("ground-confirms")
    let reasons = found.steps.map { $0["reason"] as? String ?? "" }
    #expect(reasons[..<8].allSatisfy { $0 == "leap_unconfirmed" })
    #expect(found.steps[8]["operator"] as? String == "taken")
    #expect(reasons[8] == "two_agree")
    #expect(
      reasons[25...].reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        == ["ground_confirmed", "held_over", "no_witness", "two_agree"])
  }

  @Test func optionsGoBeforeTheTrace() throws {
    let late = try objects(
      "spoof-two-sources", "--earliest", "1800001000")
    #expect(late.status == 2)
    #expect(states(late.steps[0])["gps"] == "before_earliest")
    let wide = try objects(
      "ground-confirms", "--oscillator-parts-per-billion", "50000")
    let narrow = try objects("ground-confirms")
    let counts = [wide, narrow].map { $0.summary["trusted_steps"] as? Int }
    #expect(try #require(counts[0]) < #require(counts[1]))
  }

  @Test(arguments: names)
  func thePeoplesTableIsAlignedAndNarrow(_ name: String) throws {
    let path = Self.trace(name)
    let file = try Tool.run(["clock", "explain", path], in: Scratch())
    let text = file.lines.joined(separator: "\n")
    #expect(!text.contains("\u{1b}"), "no colours into a file")
    #expect(file.lines.allSatisfy { $0.count < 120 })
    let head = try #require(
      file.lines.firstIndex { $0.contains("counter s") })
    let heading = file.lines[head]
    let place = try #require(heading.range(of: "reason")).lowerBound
    let column = heading.distance(from: heading.startIndex, to: place)
    let rows = file.lines[head...].filter {
      $0.contains(" trusted ") || $0.contains(" refused ")
    }.filter { !$0.hasPrefix("steps") }
    let steps = try objects(name).steps
    #expect(rows.count == steps.count)
    for (row, step) in zip(rows, steps) {
      #expect(
        row.dropFirst(column).hasPrefix(step["reason"] as? String ?? "?"),
        "\(row)")
    }
    // Only what occurs is explained.
    let used = Set(steps.flatMap { states($0).values })
    for word in ["agreed", "leaping", "receivers_apart", "stale", "no_fix"] {
      let isTold = file.lines[..<head].contains {
        $0.dropFirst(5).hasPrefix(word + " ")
      }
      #expect(isTold == used.contains(word), "\(word)")
    }
    let handle = try #require(FileHandle(forReadingAtPath: path))
    let scratch = try Scratch()
    let input = try Tool.start(
      ["clock", "explain", "-"], input: handle, in: scratch
    ).finish()
    #expect(input.lines == file.lines)
    #expect(input.status == file.status)
  }

  /// Standard input that cannot be rewound is kept for the second pass.
  @Test func aPipeIsReadTwice() throws {
    let path = Self.trace("spoof-two-sources")
    let pipe = Pipe()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let scratch = try Scratch()
    let running = try Tool.start(
      ["clock", "explain", "-"], input: pipe, in: scratch)
    try pipe.fileHandleForWriting.write(contentsOf: bytes)
    try pipe.fileHandleForWriting.close()
    let found = try running.finish()
    let wanted = try Tool.run(["clock", "explain", path], in: scratch)
    #expect(found.lines == wanted.lines)
  }

  /// In JSON each step is told before the next one is read.
  @Test func aStepIsToldAtOnce() throws {
    let pipe = Pipe()
    let scratch = try Scratch()
    let running = try Tool.start(
      ["clock", "explain", "-", "--format", "json"], input: pipe, in: scratch)
    try pipe.fileHandleForWriting.write(
      contentsOf: Data("{\"counter_seconds\":1}\n".utf8))
    var told = ""
    for _ in 0..<500 where told.isEmpty {
      usleep(10_000)
      told = try running.text()
    }
    #expect(told.contains("\"reason\":\"no_witness\""))
    try pipe.fileHandleForWriting.close()
    #expect(try running.finish().status == 2)
  }
}
