// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What `scrapctl clock explain` does with traces that are none.
@Suite(.serialized) struct ClockInputTests {
  private static let step = "{\"counter_seconds\":1}\n"

  private func explain(
    _ bytes: [UInt8], _ more: String...
  ) throws -> Tool.Result {
    let scratch = try Scratch()
    try scratch.write(bytes, to: "trace")
    return try Tool.run(
      ["clock", "explain", "trace"] + more, in: scratch)
  }

  private func explain(
    _ text: String, _ more: String...
  ) throws -> Tool.Result {
    try explain(Array(text.utf8), "--format", "json")
  }

  @Test func anEmptyTraceIs65() throws {
    for text in ["", "{\"policy\":{}}\n"] {
      let result = try explain(text)
      #expect(result.status == 65)
      #expect(result.lines.isEmpty)
      #expect(result.errorText.contains("an empty trace"))
    }
  }

  @Test func noSuchFileIs65AndNamesIt() throws {
    for path in ["/nowhere/trace", "/", ""] {
      let result = try Tool.run(["clock", "explain", path], in: Scratch())
      #expect(result.status == 65, "\(path)")
      #expect(result.lines.isEmpty)
      #expect(result.errorText.contains("\(path):"))
    }
  }

  @Test(arguments: [
    ["clock"], ["clock", "explain"], ["clock", "explain", "a", "b"],
    ["clock", "explain", "a", "--format", "xml"],
    ["clock", "explain", "a", "--earliest", "4294967296"],
    ["clock", "explain", "a", "--oscillator-parts-per-billion", "0"],
    ["clock", "explain", "a", "--oscillator-parts-per-billion", "x"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let result = try Tool.run(arguments, in: Scratch())
    #expect(result.status == 64)
    #expect(result.lines.isEmpty)
  }

  @Test(arguments: [
    "not json", "{", "{\"counter_seconds\":\"1\"}", "{\"cuonter\":1}", "",
    "{\"counter_seconds\":1,\"counter_seconds\":2}", "{\"policy\":{}}",
    "{\"counter_seconds\":1e999}", "\u{0}", "{\"counter_seconds\":1\u{0}}",
  ])
  func aBadLineIsNamedAndEndsTheReplay(_ line: String) throws {
    let trace = Self.step + line + "\n" + Self.step
    let result = try explain(trace)
    #expect(result.status == 65)
    #expect(result.lines.count == 1)
    #expect(result.errorText.contains("trace, line 2: "))
    let text = try explain(Array(trace.utf8))
    #expect(text.status == 65)
    #expect(text.errorText == result.errorText)
    #expect(text.lines.contains { $0.contains("no_witness") })
  }

  @Test(arguments: [
    ("{\"policy\":{\"width\":1}}", "policy.width"),
    ("{\"policy\":{\"width_seconds_max\":0}}", "in its range"),
    ("{\"policy\":{\"settle_seconds\":4294967296}}", "policy.settle_seconds"),
    ("{\"policy\":{},\"counter_seconds\":1}", "counter_seconds"),
    ("{\"policy\":7}", "policy: expected an object"),
  ])
  func aBadPolicyIsNamed(_ line: String, _ word: String) throws {
    let result = try explain(line + "\n" + Self.step)
    #expect(result.status == 65)
    #expect(result.errorText.contains("line 1"))
    #expect(result.errorText.contains(word))
  }

  @Test func binaryGarbageAndLongLinesAre65() throws {
    var random = TestSeed.generator()
    let garbage = try explain(random.bytes(100_000))
    #expect(garbage.status == 65)
    for end in ["\n", ""] {
      let long = try explain(
        Self.step + String(repeating: " ", count: 10 << 20) + end)
      #expect(long.status == 65)
      #expect(
        long.errorText.contains("trace, line 2: expected at most 65536"),
        "\(long.errorText)")
    }
  }

  @Test func whatTheArbiterJudgesIsNoError() throws {
    let lines = [
      "{\"counter_seconds\":5,\"gps\":{\"unix_seconds\":-1e18,"
        + "\"error_seconds\":1}}",
      "{\"counter_seconds\":6,\"gps\":{\"unix_seconds\":9e18,"
        + "\"error_seconds\":-9e9},\"operator\":{\"unix_seconds\":-5,"
        + "\"error_seconds\":0,\"drawn_seconds\":7}}",
      "{\"counter_seconds\":7,\"gps\":{\"unix_seconds\":9e18,"
        + "\"error_seconds\":1,\"taken_seconds\":18446744073}}",
      "{\"counter_seconds\":1}", "{\"counter_seconds\":18446744073.7}",
    ]
    let trace = lines.joined(separator: "\n")
    let result = try explain(trace)
    #expect(result.status == 2)
    #expect(result.lines.count == 6)
    let words = [
      "before_earliest", "impossible_error", "after_format_end",
      "counter_fell", "no_witness",
    ]
    for (line, word) in zip(result.lines, words) {
      #expect(line.contains("\"\(word)\""), "\(line)")
    }
    #expect(result.lines[1].contains("\"operator\":\"counter_fell\""))
    let scratch = try Scratch()
    try scratch.write(trace, to: "trace")
    let text = try Tool.run(
      ["clock", "explain", "trace", "--plot", "plot.svg"], in: scratch)
    #expect(text.status == 2)
    #expect(text.lines.allSatisfy { $0.count < 120 })
  }

  @Test func aFirstFixWithoutEarliestTimeIsExplained() throws {
    let result = try explain(
      "{\"counter_seconds\":5,\"gps\":{\"unix_seconds\":1800000000,"
        + "\"error_seconds\":1},\"rtc\":{\"unix_seconds\":1800000000,"
        + "\"error_seconds\":1}}\n")
    #expect(result.status == 2)
    #expect(result.errorText.contains("--earliest"))
  }

  private static func honestStep(_ number: Int) -> String {
    "{\"counter_seconds\":\(number),\"gps\":{\"unix_seconds\":"
      + "\(1_800_000_000 + number),\"error_seconds\":1},\"rtc\":{"
      + "\"unix_seconds\":\(1_800_000_000 + number),"
      + "\"error_seconds\":1}}\n"
  }

  /// Waits until a line that begins so is the last of a file.
  private static func wait(for start: String, in path: String) throws {
    for _ in 0..<1500 {
      let file = try #require(FileHandle(forReadingAtPath: path))
      let end = try file.seekToEnd()
      try file.seek(toOffset: end - min(end, 2000))
      let text = String(
        decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
      let last = text.split(separator: "\n").last
      if text.hasSuffix("\n"), last?.hasPrefix(start) == true { return }
      usleep(20_000)
    }
    Issue.record("no line begins with \(start)")
  }

  /// The most memory that a process has had so far.
  private static func peakKilobytes(_ process: Int32) throws -> Int {
    let status = try String(
      contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(
      status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
  }

  /// A hundred thousand steps in memory that does not grow with them.
  @Test func longTracesNeedNoMoreMemory() throws {
    let pipe = Pipe()
    let scratch = try Scratch()
    let running = try Tool.start(
      [
        "clock", "explain", "-", "--format", "json", "--plot", "plot.svg",
        "--earliest", "1790000000",
      ], input: pipe, in: scratch)
    var peaks: [Int] = []
    var count = 0
    for total in [10_000, 100_000] {
      while count < total {
        let next = (count..<count + 1000).map { Self.honestStep($0) }
        try pipe.fileHandleForWriting.write(
          contentsOf: Data(next.joined().utf8))
        count += 1000
      }
      try Self.wait(for: "{\"step\":\(total),", in: running.output)
      peaks.append(
        try Self.peakKilobytes(running.process.processIdentifier))
    }
    try pipe.fileHandleForWriting.close()
    let result = try running.finish()
    #expect(result.status == 0)
    #expect(result.lines.count == 100_001)
    #expect(peaks[1] - peaks[0] < 8_000, "\(peaks) kB")
    let svg = try scratch.read("plot.svg")
    #expect(svg.count < 1_000_000)
    #expect(Markup.elements(String(decoding: svg, as: UTF8.self)) != nil)
  }
}
