// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The members of one line of output.
private func members(_ line: String) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
  return try #require(value as? [String: Any])
}

@Test
func aBenchmarkPrintsAnObjectACase() throws {
  let directory = try Scratch()
  let result = try Tool.run(
    [
      "bench", "--rounds", "2", "--group", "durable", "--format", "json",
      "--directory", directory.root,
    ], in: directory)
  #expect(result.status == 0)
  let lines = try result.lines.map(members)
  #expect(
    lines.compactMap { $0["case"] as? String } == [
      "signature", "key_parse", "token_hash", "synced_append",
      "synced_appends", "durable_mark",
    ])
  for line in lines {
    let percentiles = try #require(line["percentiles"] as? [String: Any])
    let half = try #require(percentiles["p50_ns"] as? Int)
    let longest = try #require(percentiles["max_ns"] as? Int)
    #expect(half > 0 && half <= longest)
    #expect(line["steady"] is Bool)
    #expect(line["per_second"] is Double)
  }
  // The files are gone.
  #expect(
    try FileManager.default.contentsOfDirectory(atPath: directory.root)
      .allSatisfy { !$0.hasPrefix("scrap-bench") })
}

@Test
func aWorkerDoesAsManyQuantaAsItWasMadeFor() throws {
  let directory = try Scratch()
  let arguments = [
    "bench", "worker", "--rounds", "2", "--directory", directory.root,
  ]
  let done = try Tool.run(
    arguments, input: "signature\nrequest\nrequest\n", in: directory)
  #expect(done.status == 0)
  #expect(done.lines.count == 4)
  let cases = try #require(members(done.lines[0])["cases"] as? [[String: Any]])
  #expect(cases.contains { $0["name"] as? String == "durable_mark" })
  for line in done.lines.dropFirst() {
    let time = try #require(members(line)["nanoseconds"] as? Double)
    #expect(time > 0)
  }
  let over = try Tool.run(
    arguments, input: "request\nrequest\nrequest\n", in: directory)
  #expect(over.status == 64)
  let unknown = try Tool.run(arguments, input: "nothing\n", in: directory)
  #expect(unknown.status == 64)
}

@Test
func instructionsAreCountedOfACaseAndWhatItIsMeasuredIn() throws {
  let directory = try Scratch()
  let result = try Tool.run(
    ["bench", "instructions", "--case", "token_hash"], in: directory)
  #expect(result.status == 0)
  #expect(
    try result.lines.map { try members($0)["case"] as? String } == [
      "signature", "token_hash",
    ])
  let unknown = try Tool.run(
    ["bench", "instructions", "--case", "nothing"], in: directory)
  #expect(unknown.status == 64)
}
