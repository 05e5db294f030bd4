// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `scrapctl clock explain --plot`.
@Suite(.serialized) struct ClockPlotTests {
  private func plot(
    _ path: String, _ scratch: Scratch
  ) throws -> (status: Int32, svg: String) {
    let result = try Tool.run(
      ["clock", "explain", path, "--format", "json", "--plot", "plot.svg"],
      in: scratch)
    #expect(result.errorText.isEmpty)
    return (
      result.status,
      String(decoding: try scratch.read("plot.svg"), as: UTF8.self)
    )
  }

  @Test(arguments: ClockExplainTests.names)
  func theDrawingIsWellFormedAndComplete(_ name: String) throws {
    let scratch = try Scratch()
    let svg = try plot(ClockExplainTests.trace(name), scratch).svg
    let elements = try #require(Markup.elements(svg), "not well-formed")
    #expect(elements.first == "svg")
    #expect(svg.contains("width=\"1000\""))
    #expect(svg.contains(">Trusted time: \(name).jsonl<"))
    #expect(elements.contains("polygon"), "the interval")
    #expect(elements.contains("polyline"), "sources and truth")
    for word in ["gps", "rtc", "truth", "result", "trusted interval"] {
      #expect(svg.contains(">\(word)<"), "\(word)")
    }
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch.root)
    #expect(names.filter { $0.contains("svg") } == ["plot.svg"])
  }

  @Test func eventsAndOutliersAreToldInWords() throws {
    let scratch = try Scratch()
    let spoof = try plot(
      ClockExplainTests.trace("spoof-two-sources"), scratch
    ).svg
    #expect(spoof.contains(">+10.0 d<"))
    let reboot = try plot(
      ClockExplainTests.trace("reboot-reset-rtc"), scratch
    ).svg
    #expect(reboot.contains(">restart<"))
    #expect(reboot.contains(">-57.0 y<"))
    #expect(reboot.contains("url(#refused)"))
    let ground = try plot(
      ClockExplainTests.trace("ground-confirms"), scratch
    ).svg
    #expect(ground.contains(">operator: taken<"))
    #expect(ground.contains(">counter, d<"))
  }

  @Test func namesAreEscaped() throws {
    let scratch = try Scratch()
    let name = "a<b>&\"c'\u{1}.jsonl"
    try scratch.write("{\"counter_seconds\":1}\n", to: name)
    let found = try plot(name, scratch)
    #expect(found.status == 2)
    #expect(Markup.elements(found.svg) != nil)
    #expect(found.svg.contains("a&lt;b&gt;&amp;"))
    #expect(!found.svg.contains("\u{1}"))
  }

  @Test func whatCannotBeWrittenIs74AndLeavesTheOldDrawing() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path("plot.svg"), withIntermediateDirectories: false)
    for place in ["plot.svg", "/nowhere/plot.svg", "/proc/plot.svg"] {
      let result = try Tool.run(
        [
          "clock", "explain",
          ClockExplainTests.trace("spoof-two-sources"), "--plot", place,
        ], in: scratch)
      #expect(result.status == 74, "\(place)")
      #expect(result.errorText.contains(place))
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch.path("plot.svg"))
    #expect(names.isEmpty)
  }

  /// Nobody ever reads half a drawing: the old one is another file.
  @Test func aDrawingIsReplacedWhole() throws {
    let scratch = try Scratch()
    try scratch.write("old", to: "plot.svg")
    try FileManager.default.linkItem(
      atPath: scratch.path("plot.svg"), toPath: scratch.path("kept.svg"))
    _ = try plot(ClockExplainTests.trace("spoof-two-sources"), scratch)
    #expect(try scratch.read("kept.svg") == Array("old".utf8))
    #expect(try scratch.read("plot.svg").count > 1000)
  }

  @Test func aTraceThatEndsInAnErrorIsDrawnSoFar() throws {
    let scratch = try Scratch()
    try scratch.write("{\"counter_seconds\":1}\nx\n", to: "trace")
    let result = try Tool.run(
      ["clock", "explain", "trace", "--plot", "plot.svg"], in: scratch)
    #expect(result.status == 65)
    let svg = String(decoding: try scratch.read("plot.svg"), as: UTF8.self)
    #expect(Markup.elements(svg) != nil)
  }

  /// Of neighbours drawn as one none is lost: a source that is there in some
  /// steps only, a step without trusted time.
  @Test func manyStepsDrawnAsOneStillShowWhatHappens() throws {
    let scratch = try Scratch()
    var trace = "{\"policy\":{\"earliest_seconds\":1790000000}}\n"
    for number in 1...5000 {
      let reading =
        "{\"unix_seconds\":\(1_800_000_000 + number),\"error_seconds\":1}"
      trace += "{\"counter_seconds\":\(number),\"gps\":\(reading)"
      if number.isMultiple(of: 8) { trace += ",\"ntp\":\(reading)" }
      if number == 2500 { trace += ",\"restart\":true" }
      trace += number < 2500 ? ",\"rtc\":\(reading)}\n" : "}\n"
    }
    try scratch.write(trace, to: "trace")
    let found = try plot("trace", scratch)
    #expect(found.status == 2)
    let elements = try #require(Markup.elements(found.svg))
    #expect(elements.count < 3000)
    #expect(found.svg.contains("8 steps are drawn as one"))
    for word in ["gps", "ntp", "rtc", "restart"] {
      #expect(found.svg.contains(">\(word)<"), "\(word)")
    }
    #expect(found.svg.contains("fill=\"url(#refused)\""))
  }
}
