// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import Testing

/// What a file says never reaches a terminal as anything but text.
@Suite struct HostileTextTests {
  /// Sets a title, hides, clears, turns the reading direction round.
  private static let hostile =
    "\u{1b}]0;x\u{7}\u{1b}[8m\u{9b}2J\u{7f}\u{202e}\u{2028}\u{e0001}"
  private static let shown =
    "\\u001b]0;x\\u0007\\u001b[8m\\u009b2J\\u007f\\u202e\\u2028"
    + "\\udb40\\udc01"

  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "\n"
        || ![.control, .format, .lineSeparator, .paragraphSeparator]
          .contains($0.properties.generalCategory)
    }
  }

  private static let executor = HexText.text(
    Laboratory.publicKey("executor"))

  @Test func aReceiptsMembersAndNameAreText() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path("kept"), withIntermediateDirectories: false)
    let name = "kept/\(Self.hostile).receipt.json"
    try scratch.write(
      JSONText.object([(Self.hostile, .null)]).line, to: name)
    for format in ["text", "json"] {
      let result = try Tool.run(
        [
          "contact", "check", "kept", "--executor", Self.executor, "--format",
          format,
        ], in: scratch)
      #expect(result.status == 2)
      #expect(result.lines.count == 1)
      let line = try #require(result.lines.first)
      #expect(Self.isPlain(line), "\(format): \(line.debugDescription)")
      // Both times, each escaped once.
      #expect(line.components(separatedBy: Self.shown).count == 3, "\(line)")
      guard format == "json" else { continue }
      struct Line: Decodable {
        var path: String
        var fault: String
      }
      let told = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      #expect(told.path == name)
      #expect(told.fault.contains(Self.hostile))
    }
  }

  @Test func whatIsReportedIsText() throws {
    let scratch = try Scratch()
    let path = "\(Self.hostile)\n.yaml"
    try scratch.write("a: 1\u{1b}", to: path)
    for arguments in [
      ["sim", "run", path], ["contact", "report", path, "--output", "x.html"],
      ["contact", "check", path, "--executor", Self.executor],
    ] {
      let result = try Tool.run(arguments, in: scratch)
      #expect(result.status == 65)
      #expect(Self.isPlain(result.errorText))
      #expect(
        result.errorText.contains("\(Self.shown)\\u000a.yaml"),
        "\(result.errorText)")
    }
  }

  @Test func whatObcReportsAtItsEndIsText() throws {
    let scratch = try Scratch()
    let path = "\(Self.hostile)\n.yaml"
    try scratch.write("a: 1\u{1b}", to: path)
    for name in [path, "absent-\(path)"] {
      let obc = Process()
      obc.executableURL = URL(fileURLWithPath: Tool.path)
        .deletingLastPathComponent().appendingPathComponent("obc")
      obc.arguments = ["--config", name]
      obc.currentDirectoryURL = URL(fileURLWithPath: scratch.root)
      let errors = Pipe()
      obc.standardError = errors
      obc.standardOutput = FileHandle.nullDevice
      try obc.run()
      let text = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(),
        as: UTF8.self)
      obc.waitUntilExit()
      #expect(obc.terminationStatus == 65)
      #expect(Self.isPlain(text), "\(text.debugDescription)")
      #expect(text.contains("\(Self.shown)\\u000a.yaml"), "\(text)")
    }
  }

  /// Colours are the tool's own, on a terminal; nobody else's sequence is.
  @Test func onATerminalOnlyTheToolsColoursAreLeft() throws {
    let scratch = try Scratch()
    let shown = try Tool.run(["sim", "show", "authorized"], in: scratch)
    let text = shown.lines.joined(separator: "\n").replacing(
      "outcome: proved", with: "outcome: refused")
    try scratch.write(text, to: "\(Self.hostile).yaml")
    let run = try TerminalRun(
      ["sim", "run", "\(Self.hostile).yaml"], in: scratch)
    run.await("again:")
    #expect(try run.finish().status == 2)
    let output = run.text
    #expect(output.contains("\u{1b}[31mNOT as expected\u{1b}[0m"))
    #expect(output.contains("sim run \(Self.shown).yaml"), "\(output)")
    #expect(!output.contains("\u{1b}]"))
    #expect(!output.contains("\u{1b}[8m"))
  }
}
