// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import ScrapGround
import TestSupport
import Testing

/// `scrapctl contact --events FILE`.
@Suite struct ContactEventTests {
  private func run(
    _ scratch: Scratch, _ more: [String]
  ) throws -> Tool.Result {
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let request = HexText.text(try Laboratory.request(1))
    return try Tool.run(
      ContactTests.arguments(peer.target, scratch, more + [request]),
      in: scratch)
  }

  @Test func theFileHasTheLinesOfTheJSONOutput() throws {
    let scratch = try Scratch()
    try scratch.write("of an earlier contact", to: "events")
    let result = try run(scratch, ["--events", "events", "--format", "json"])
    #expect(result.status == 0, "\(result.errorText)")
    let text = String(decoding: try scratch.read("events"), as: UTF8.self)
    #expect(text == result.lines.joined(separator: "\n") + "\n")
    #expect(result.lines.count >= 6)
  }

  @Test func theFileIsWrittenBesideLinesForPeople() throws {
    let scratch = try Scratch()
    let result = try run(scratch, ["--events", "events", "--plain"])
    #expect(result.status == 0)
    #expect(result.lines.last?.contains("proved: accept after") == true)
    let text = String(decoding: try scratch.read("events"), as: UTF8.self)
    #expect(text.split(separator: "\n").count == result.lines.count)
    #expect(text.hasPrefix("{\"counter_ns\":"))
    // What a report needs.
    let report = try Tool.run(
      ["contact", "report", "events", "--output", "page.html"], in: scratch)
    #expect(report.status == 0, "\(report.errorText)")
  }

  @Test(arguments: ["missing/events", "."])
  func aFileThatCannotBeMadeIsToldBeforeAnythingIsSent(path: String) throws {
    let scratch = try Scratch()
    let result = try run(scratch, ["--events", path])
    #expect(result.status == 74)
    #expect(result.errorText.contains(path))
    #expect(result.lines == [])
  }

  @Test func aFullDiskEndsTheFileAndNotTheContact() throws {
    let scratch = try Scratch()
    let result = try run(
      scratch, ["--events", "/dev/full", "--receipts", "kept"])
    #expect(result.status == 74)
    #expect(result.errorText.contains("/dev/full: No space left on device"))
    #expect(result.lines.last?.contains("proved: accept after") == true)
    let check = try Tool.run(
      [
        "contact", "check", "kept", "--executor",
        HexText.text(Laboratory.publicKey("executor")),
      ], in: scratch)
    #expect(check.status == 0)
  }
}
