// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapClock
import ScrapGround
import ScrapVerifier
import Testing

/// What Platform/ScrapClock/TIME.md shows is what the code does.
@Suite(.serialized) struct TimePageTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Platform/ScrapClock")

  /// The page's lines between two marks, empty ones left out.
  private func lines(_ name: String) throws -> [String] {
    let page = try String(
      contentsOf: Self.folder.appendingPathComponent("TIME.md"),
      encoding: .utf8)
    let begin = try #require(page.range(of: "<!-- \(name):begin -->\n"))
    let end = try #require(page.range(of: "<!-- \(name):end -->"))
    return page[begin.upperBound..<end.lowerBound].split(separator: "\n")
      .map(String.init)
  }

  @Test func theWordsAreThoseOfTheCode() throws {
    let words = try Tool.run(
      ["clock", "words", "--format", "markdown"], in: Scratch())
    #expect(words.status == 0)
    #expect(words.lines.count == 6 + 20 + 11 + 9)
    #expect(
      try lines("words") == words.lines,
      "put what `scrapctl clock words --format markdown` prints there")
  }

  @Test func noLetterStandsForTwoThings() throws {
    let words = try Tool.run(
      ["clock", "words", "--format", "json"], in: Scratch())
    var letters: Set<String> = []
    for line in words.lines {
      let object =
        try JSONSerialization.jsonObject(with: Data(line.utf8))
        as? [String: Any]
      guard let letter = object?["letter"] as? String else { continue }
      #expect(letters.insert(letter).inserted, "\(line)")
    }
    #expect(letters.count == 29)
  }

  @Test(arguments: ["spoof-two-sources", "ground-confirms"])
  func theFiguresAreThoseOfTheTraces(_ name: String) throws {
    let scratch = try Scratch()
    let run = try Tool.run(
      [
        "clock", "explain", ClockExplainTests.trace(name), "--plot", "plot.svg",
      ],
      in: scratch)
    #expect(run.errorText.isEmpty)
    let figure = Self.folder.appendingPathComponent("Figures/\(name).svg")
    #expect(
      try Array(Data(contentsOf: figure)) == scratch.read("plot.svg"),
      "draw Figures/\(name).svg anew")
  }

  // The margins, from an arbiter that is left alone

  /// The width so long after a fix 4 seconds wide; nil without trusted time.
  private func width(
    afterSeconds seconds: UInt64, _ partsPerBillion: UInt32
  ) -> Int64? {
    var policy = ClockPolicy(earliestSeconds: 1_790_000_000)
    policy.oscillatorPartsPerBillion = partsPerBillion
    guard var arbiter = ClockArbiter(policy: policy) else {
      preconditionFailure("the policy's figures are in range")
    }
    #expect(policy.leapSecondsMax == 1, "a second on top of each bound")
    let reading = ClockReading(
      unixSeconds: 1_800_000_000, errorNanoseconds: 1_000_000_000,
      takenAtNanoseconds: 0)
    let fix = arbiter.arbitrate(
      ClockReadings(gps: reading, rtc: reading), nowNanoseconds: 0,
      timeMarkSeconds: 0)
    #expect(fix.interval?.widthNanoseconds == 4_000_000_000)
    return arbiter.arbitrate(
      ClockReadings(), nowNanoseconds: seconds * 1_000_000_000,
      timeMarkSeconds: 0
    ).interval?.widthNanoseconds
  }

  /// For how many days, to a tenth, the width is one that `isRight` allows.
  private func days(
    _ partsPerBillion: UInt32, while isRight: (Int64) -> Bool
  ) -> String {
    var low: UInt64 = 0
    var high: UInt64 = 1 << 33
    while high - low > 1 {
      let middle = (low + high) / 2
      let width = width(afterSeconds: middle, partsPerBillion)
      if width.map(isRight) ?? false { low = middle } else { high = middle }
    }
    return String(format: "%.1f", (Double(low) / 8_640).rounded(.down) / 10)
  }

  private func row(
    _ name: String, _ partsPerBillion: UInt32, hours: Int
  ) throws -> String {
    func seconds(_ nanoseconds: Int64?) -> String {
      nanoseconds.map { String(format: "%.1f s", Double($0) / 1e9) } ?? "none"
    }
    let day: UInt64 = 86_400
    let fix: Int64 = 4_000_000_000
    let nextDay = try #require(width(afterSeconds: day, partsPerBillion))
    let growth = nextDay - fix
    let widths = [1, 7, 30].map {
      seconds(width(afterSeconds: $0 * day, partsPerBillion))
    }
    let skew = Int64(ProfileLimits().clockSkewSeconds)
    let margin =
      (Double(hours) * 3600 - 4) / (Double(growth) / 1e9)
    let cells =
      [
        name, "\(partsPerBillion)",
        String(format: "%.3f s", Double(growth) / 2e9),
      ] + widths + [
        days(partsPerBillion) { _ in true },
        days(partsPerBillion) { $0 <= 2 * skew * 1_000_000_000 },
        "\(24 + hours) h", "\(Int(margin)) days",
      ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  @Test func theMarginsFollowFromTheDriftBounds() throws {
    let table = [
      "| Time | Parts per billion | Growth a day, a side | Width after 1 day "
        + "| 7 days | 30 days | Days of trusted time "
        + "| Days until a fresh request may be refused | §10.5.1, a hop "
        + "| Drift alone uses up the added hours in |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
      "| GPS and a second witness | any | corrected | their own | their own "
        + "| their own | no end | no end | 24 h | never |",
      try row("ground, TCXO", ClockPolicy.tcxoPartsPerBillion, hours: 6),
      try row("ground, XO", ClockPolicy.xoPartsPerBillion, hours: 24),
    ]
    #expect(
      try lines("margins") == table,
      "put this there:\n\(table.joined(separator: "\n"))")
  }
}
