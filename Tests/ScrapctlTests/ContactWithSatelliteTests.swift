// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import ScrapCommander
import ScrapGround
import TestSupport
import Testing

/// `scrapctl contact` with the built `obc`, over UDP, at the kernel's time.
@Suite(.serialized) struct ContactWithSatelliteTests {
  private static func request(_ number: Int) throws -> String {
    let now = UInt32(time(nil))
    let token = try TokenIssuing.issue(
      TokenDescription(
        subject: Laboratory.publicKey("commander"),
        audience: Array(Laboratory.satelliteID.utf8),
        issuedAtSeconds: now - 10, expiresAtSeconds: now + 3600,
        tokenID: (0..<16).map { UInt8(truncatingIfNeeded: number >> $0) },
        capabilities: ["cmd:imaging:*"]),
      key: Laboratory.signing("operator"))
    return HexText.text(
      try RequestSigning.sign(
        RequestDescription(
          taskID: "T\(number)", timestampSeconds: now, chain: [token],
          taskType: "cmd:imaging:msi"),
        key: Laboratory.signing("commander")))
  }

  private func contact(
    _ satellite: SatelliteProcess, _ scratch: Scratch, _ requests: [String],
    events: String
  ) throws -> Int32 {
    let result = try Tool.run(
      ContactTests.arguments(
        satellite.target, scratch,
        ["--format", "json", "--receipts", "kept", "--now", "\(time(nil))"]
          + requests),
      in: scratch)
    try scratch.write(
      result.lines.joined(separator: "\n") + "\n", to: events)
    return result.status
  }

  @Test func aTaskIsExecutedOnceThroughReplaysAndAPowerCut() throws {
    let scratch = try Scratch()
    let satellite = try SatelliteProcess(in: scratch)
    let first = try Self.request(1)
    for name in ["first", "replay"] {
      let status = try contact(
        satellite, scratch, [first], events: "\(name).jsonl")
      #expect(status == 0)
    }
    let kept = try receipts(scratch)
    satellite.kill()
    try satellite.start()
    let status = try contact(
      satellite, scratch, [first, Self.request(2)], events: "again.jsonl")
    #expect(status == 0)
    #expect(try satellite.count(of: "task_started") == 2)
    // The receipt of the first one stays as it was.
    let later = try receipts(scratch)
    #expect(later.count == 2 && kept.count == 1)
    #expect(Set(later).isSuperset(of: kept))
    let check = try Tool.run(
      [
        "contact", "check", "kept", "--executor",
        HexText.text(Laboratory.publicKey("executor")),
      ], in: scratch)
    #expect(check.status == 0)
    #expect(check.lines.count { $0.contains("  proved  ") } == 2)
    try expectReport(satellite, scratch)
  }

  private func receipts(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: scratch.path("kept")
    ).map { String(decoding: try scratch.read("kept/\($0)"), as: UTF8.self) }
  }

  private func expectReport(
    _ satellite: SatelliteProcess, _ scratch: Scratch
  ) throws {
    let report = try Tool.run(
      ["contact", "report", "first.jsonl", "replay.jsonl", "again.jsonl"]
        + satellite.lives.flatMap { ["--obc", $0] }
        + ["--check", "a check|yes|yes", "--output", "page.html"],
      in: scratch)
    #expect(report.status == 0, "\(report.errorText)")
    let page = String(decoding: try scratch.read("page.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("power cut"))
    #expect(page.contains("already_accepted"))
    #expect(page.contains("Proved</dt>\n<dd>4 of 4"))
    #expect(!page.contains("<script"))
    #expect(page.contains("id=\"decision-latency-title\""))
    #expect(page.contains("id=\"store-0-title\""))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    try expectModel(
      decoder.decode(
        Model.self, from: Data(try scratch.read("page.json"))))
  }

  /// What `page.json` says, as far as it is looked at.
  private struct Model: Decodable {
    struct Verdict: Decodable { var latencyNs: UInt64? }
    struct Latency: Decodable {
      var samples: Int
      var maxUs: UInt64?
    }
    struct Store: Decodable {
      struct Fill: Decodable { var entries: Int }
      var entryCapacity: Int
      var erasesMostWorn: Int?
      var fill: [Fill]
    }
    struct Lane: Decodable {
      struct Span: Decodable { var label: String }
      struct Mark: Decodable { var label: String }
      var lane: String
      var spans: [Span]
      var marks: [Mark]
    }
    var verdicts: [Verdict]
    var decisionLatency: Latency
    var stores: [Store]
    var lanes: [Lane]
  }

  private func expectModel(_ model: Model) throws {
    // Two accepts, and the first request again before and after the cut.
    #expect(model.verdicts.count >= 4)
    #expect(model.verdicts.allSatisfy { ($0.latencyNs ?? 0) > 0 })
    #expect(model.decisionLatency.samples == model.verdicts.count)
    #expect((model.decisionLatency.maxUs ?? 0) > 0)
    let store = try #require(model.stores.first)
    #expect(model.stores.count == 1 && store.entryCapacity == 300)
    #expect(store.fill.first?.entries == 0)
    #expect(store.fill.contains { $0.entries == 1 })
    #expect((store.erasesMostWorn ?? 0) > 0)
    var lanes: [String: Model.Lane] = [:]
    for lane in model.lanes { lanes[lane.lane] = lane }
    #expect(
      lanes["store writes"]?.marks.map(\.label).filter { $0.hasPrefix("T") }
        == ["T1 mark of its token", "T2 mark of its token"])
    #expect(
      lanes["store fill, wear"]?.spans.contains {
        $0.label.hasPrefix("0 of 300 used, erased ")
      } == true)
    #expect(
      lanes["power"]?.spans.map(\.label) == ["on", "power cut", "on"])
    #expect(
      lanes["clock"]?.spans.allSatisfy { $0.label.hasSuffix(", simulated") }
        == true)
  }
}
