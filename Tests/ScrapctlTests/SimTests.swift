// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@Suite struct SimTests {
  private static let scenario = """
    title: Nobody asks
    duration_s: 5
    targets:
      - id: T
    totals:
      granted: 0
    """

  @Test func theBuiltInScenariosAreListedAndRun() throws {
    let scratch = try Scratch()
    let list = try Tool.run(["sim", "list"], in: scratch)
    #expect(list.status == 0)
    let names = list.lines.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(names.contains("authorized") && names.contains("day"))
    let run = try Tool.run(["sim", "run", "all"], in: scratch)
    #expect(run.status == 0, "\(run.lines)")
    #expect(run.lines.count == names.count)
  }

  @Test func aReportIsThreeFilesAndTheSameTwice() throws {
    let scratch = try Scratch()
    for place in ["one", "two/three"] {
      let run = try Tool.run(
        ["sim", "run", "replay", "--report", place], in: scratch)
      #expect(run.status == 0)
      #expect(run.lines.last?.hasSuffix("\(place)/replay.html") == true)
    }
    for kind in ["html", "json", "csv"] {
      let first = try scratch.read("one/replay.\(kind)")
      #expect(first == (try scratch.read("two/three/replay.\(kind)")))
      #expect(first.count > 100)
    }
    let file = try Tool.run(
      ["sim", "run", "replay", "--report", "x.html"], in: scratch)
    #expect(file.status == 0)
    #expect(try scratch.read("x.csv") == scratch.read("one/replay.csv"))
  }

  @Test func aChangedExpectationIs2AndSaysWhatDiffers() throws {
    let scratch = try Scratch()
    let shown = try Tool.run(["sim", "show", "authorized"], in: scratch)
    #expect(shown.status == 0)
    let text = shown.lines.joined(separator: "\n")
    try scratch.write(text, to: "same.yaml")
    try scratch.write(
      text.replacing("granted: 1", with: "granted: 7"), to: "other.yaml")
    let same = try Tool.run(["sim", "run", "same.yaml"], in: scratch)
    #expect(same.status == 0, "\(same.lines)")
    let other = try Tool.run(
      ["sim", "run", "other.yaml", "--report", "r"], in: scratch)
    #expect(other.status == 2)
    #expect(other.lines.contains("    expected 7"))
    #expect(other.lines.contains("    found    1"))
    let page = String(
      decoding: try scratch.read("r/other.html"), as: UTF8.self)
    #expect(page.contains("Not as expected: 1 of 8 checks did not hold."))
    let json = try Tool.run(
      ["sim", "run", "other.yaml", "--format", "json"], in: scratch)
    #expect(json.status == 2)
    #expect(json.lines.count == 1)
    #expect(json.lines.first?.contains("\"held\":false") == true)
  }

  @Test func aBadScenarioIs65WithItsPlace() throws {
    let scratch = try Scratch()
    try scratch.write(Self.scenario + "\nspeed: 3\n", to: "bad.yaml")
    let bad = try Tool.run(["sim", "run", "bad.yaml"], in: scratch)
    #expect(bad.status == 65)
    #expect(bad.lines.isEmpty)
    #expect(bad.errorText.contains("bad.yaml:7:1: unknown"))
    let texts: [(Data, String)] = [
      (Data("title: &a x".utf8), "bad.yaml:1:8: expected no anchor"),
      (Data("title: *.tif".utf8), "found \"*\"; a text that begins"),
      (Data("title: A # [[[[[[[[[\nduration_s: 0x5".utf8), "bad.yaml:2:13: "),
      (Data("title: A\ntitle: B".utf8), "bad.yaml:1:1: expected each member"),
      (Data("title: \"\0\"".utf8), "bad.yaml:1:9: expected text"),
      (Data([0x61, 0x3a, 0x20, 0xff]), "bad.yaml:1:4: expected UTF-8"),
      (Data(), "bad.yaml:1:1: expected members"),
      (Data(repeating: 0x5b, count: 60_000), "at most 16 levels"),
      (Data(repeating: 0x20, count: 1 << 20), "bad.yaml: expected a scenario"),
    ]
    for (bytes, words) in texts {
      try scratch.write([UInt8](bytes), to: "bad.yaml")
      let result = try Tool.run(["sim", "run", "bad.yaml"], in: scratch)
      #expect(result.status == 65)
      #expect(result.errorText.contains(words), "\(result.errorText)")
    }
    try scratch.write([0xff, 0xfe, 0x00], to: "bytes.yaml")
    for name in [
      "bytes.yaml", "absent", ".", "/proc/self/mem", "/dev/zero",
    ] {
      let result = try Tool.run(["sim", "run", name], in: scratch)
      #expect(result.status == 65, "\(name)")
      #expect(!result.errorText.isEmpty)
    }
  }

  /// Nobody writes to the pipe: it must not be waited for.
  @Test(.timeLimit(.minutes(1))) func aPipeIsNoScenario() throws {
    let scratch = try Scratch()
    #expect(mkfifo(scratch.path("pipe.yaml"), 0o600) == 0)
    let run = try Tool.run(["sim", "run", "pipe.yaml"], in: scratch)
    #expect(run.status == 65)
    #expect(
      run.errorText.contains(
        "pipe.yaml: expected a file, found something else"))
  }

  @Test func aReportThatCannotBeWrittenIs74() throws {
    let scratch = try Scratch()
    try scratch.write(Self.scenario, to: "least.yaml")
    for place in ["/proc/report", "/proc/report.html"] {
      let result = try Tool.run(
        ["sim", "run", "least.yaml", "--report", place], in: scratch)
      #expect(result.status == 74, "\(place)")
    }
  }

  @Test(arguments: [
    ["sim", "run"], ["sim", "run", "all", "--report", "x.html"],
    ["sim", "run", "day", "--seed", "-1"], ["sim", "play"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let result = try Tool.run(arguments, in: Scratch())
    #expect(result.status == 64)
  }
}
