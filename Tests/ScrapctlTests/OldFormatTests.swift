// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

/// A store that was written before message versions were.
@Suite(.serialized) struct OldFormatTests {
  private static let folder = "store-format-1/"

  /// The store's file: rows of an offset and 32 bytes; what has no row is
  /// erased.
  private static func store() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0xff, count: 65_536)
    for row in Vectors.file(folder + "store.rows").split(separator: "\n") {
      let parts = row.split(separator: " ")
      let start = try #require(Int(parts[0], radix: 16))
      let values = try #require(HexText.bytes(String(parts[1])))
      bytes.replaceSubrange(start..<start + 32, with: values)
    }
    return bytes
  }

  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(store(), to: "store")
    try scratch.write(
      Vectors.file(folder + "profile.json"), to: "profile.json")
    return scratch
  }

  private static let requests = Vectors.file(folder + "requests.hex")

  @Test func noTokenOfAnOldStoreIsAcceptedAgain() throws {
    let scratch = try Self.scratch()
    for _ in 0..<2 {
      let result = try Tool.run(
        Laboratory.verify("--now", "1750000005"), input: Self.requests,
        in: scratch)
      let words = try result.lines.map { try Answer($0).word }
      #expect(
        words == [
          "already_accepted", "already_accepted", "already_accepted",
        ])
    }
    // The tokens are good, in a store that knows nothing of them.
    let fresh = try Tool.run(
      [
        "verify", "--profile", "profile.json", "--store", "other",
        "--format", "json", "--now", "1750000005",
      ], input: Self.requests, in: scratch)
    #expect(try fresh.lines.map { try Answer($0).word } == Self.accepted)
  }

  private static let accepted = ["accept", "accept", "accept"]

  @Test func anOldStoreKeepsItsFloorsAndHasTakenNoMessage() throws {
    let scratch = try Self.scratch()
    let result = try Tool.run(
      ["store", "inspect", "store", "--format", "json"], in: scratch)
    #expect(result.status == 0)
    let line = try #require(result.lines.first)
    for member in [
      "\"state\":\"ready\"", "\"store_id\":\"6f7138cb3119894b\"",
      "\"expiry_floor_seconds\":1750000000",
      "\"issuance_floor_seconds\":1749500000",
      "\"time_mark_seconds\":1750000000", "\"mark_count\":3",
      "\"message_versions\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]",
    ] {
      #expect(line.contains(member), "\(member)")
    }
  }
}
