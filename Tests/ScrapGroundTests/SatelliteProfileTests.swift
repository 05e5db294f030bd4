// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapCrypto
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@Suite struct SatelliteProfileTests {
  private static let key = VectorKeys.publicKey("operator")

  private static var rich: SatelliteProfile {
    SatelliteProfile(
      satelliteID: "SENTINEL-2C-62261",
      identityKey: VectorKeys.publicKey("executor"),
      issuers: [key, VectorKeys.publicKey("delegate_b")],
      subjects: [
        "ICEYE-X14-51070": VectorKeys.publicKey("commander"),
        "B": VectorKeys.publicKey("delegate_b"),
      ],
      operationsKeys: [VectorKeys.publicKey("delegate_c")],
      limits: ProfileLimits(
        maxTokenLifetimeSeconds: 3600, clockSkewSeconds: 0, maxChainDepth: 1,
        replayCapacity: 77, earliestTimeSeconds: 1_705_000_000,
        replayRootSubjectPercent: 100, replayDirectPercent: 7))
  }

  @Test func aProfileSurvivesJSONAndRecord() throws {
    let profile = Self.rich
    let json = try SatelliteProfile(json: Array(profile.json.line.utf8))
    #expect(json == profile)
    let record = try profile.pack()
    #expect(record.count == ProfileLayout.byteCount(subjectCount: 2))
    #expect(try SatelliteProfile(record: record, place: "r") == profile)
    let coded = try JSONDecoder().decode(
      SatelliteProfile.self, from: JSONEncoder().encode(profile))
    #expect(coded == profile)
  }

  @Test func absentLimitsAreTheSpecifications() throws {
    let profile = try Self.changed { $0["limits"] = nil }
    #expect(profile.limits == ProfileLimits())
    #expect(profile.limits.maxTokenLifetimeSeconds == 604_800)
    #expect(profile.limits.clockSkewSeconds == 30)
    #expect(profile.limits.maxChainDepth == 3)
    #expect(profile.limits.replayCapacity == 10_000)
    #expect(profile.limits.earliestTimeSeconds == 0)
    #expect(profile.limits.replayRootSubjectPercent == 50)
    #expect(profile.limits.replayDirectPercent == 5)
    let some = try Self.changed { $0["limits"] = ["clock_skew_s": 5] }
    #expect(some.limits == ProfileLimits(clockSkewSeconds: 5))
    #expect(
      try Self.changed { $0["operations_keys"] = nil }.operationsKeys == [])
  }

  // A record that was packed before there were quotas says the default.
  @Test func theStandardQuotaIsPackedAsZero() throws {
    var profile = Self.rich
    let record = try profile.pack()
    #expect(record[398..<400] == [100, 7])
    profile.limits.replayRootSubjectPercent = 50
    profile.limits.replayDirectPercent = 5
    let standard = try profile.pack()
    #expect(standard[398..<400] == [0, 0])
    #expect(try SatelliteProfile(record: standard, place: "r") == profile)
  }

  @Test func everyDamagedByteOfARecordIsRefused() throws {
    let record = try Self.rich.pack()
    for index in record.indices {
      var damaged = record
      damaged[index] ^= 1
      #expect(throws: GroundError.self, "byte \(index)") {
        try SatelliteProfile(record: damaged, place: "r")
      }
    }
  }

  /// Sound but for the number: its checksum is right.
  @Test func aRecordWithMoreRoomThanAnyStoreHasIsRefused() throws {
    var record = try Self.rich.pack().dropLast(32)
    record.replaceSubrange(20..<24, with: [0x00, 0xff, 0xff, 0xff])
    let body = Array(record)
    let digest = TaggedHash.hash(.profile, body.span)
    let whole = body + digest.span.array
    #expect(
      throws: GroundError.wrongValue(
        place: "r", expected: "a sound profile record",
        found: "a limit out of its range at byte 14")
    ) {
      try SatelliteProfile(record: whole, place: "r")
    }
  }

  private static let offCurve =
    "02a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1b2"
  private static let text = HexText.text(key)

  /// The member that an error must name, and what makes it bad.
  private static let bad: [(String, @Sendable (inout [String: Any]) -> Void)] =
    [
      ("satellite_id", { $0["satellite_id"] = nil }),
      ("satellite_id", { $0["satellite_id"] = "" }),
      ("satellite_id", { $0["satellite_id"] = "two words" }),
      ("satellite_id", { $0["satellite_id"] = "Ariane-é" }),
      (
        "satellite_id",
        { $0["satellite_id"] = String(repeating: "x", count: 65) }
      ),
      ("satellite_id", { $0["satellite_id"] = 7 }),
      ("identity_pubkey", { $0["identity_pubkey"] = nil }),
      ("identity_pubkey", { $0["identity_pubkey"] = offCurve }),
      ("identity_pubkey", { $0["identity_pubkey"] = "02ab" }),
      ("identity_pubkey", { $0["identity_pubkey"] = "zz" }),
      ("identity_pubkey", { $0["identity_pubkey"] = "04" + text.dropFirst(2) }),
      ("issuers", { $0["issuers"] = [String]() }),
      ("issuers", { $0["issuers"] = [String](repeating: text, count: 5) }),
      ("issuers[1]", { $0["issuers"] = [text, text] }),
      ("issuers[0]", { $0["issuers"] = [offCurve] }),
      ("issuers[0]", { $0["issuers"] = [7] }),
      ("issuers", { $0["issuers"] = text }),
      ("subjects", { $0["subjects"] = nil }),
      ("subjects", { $0["subjects"] = [text] }),
      ("subjects.A", { $0["subjects"] = ["A": offCurve] }),
      ("subjects.A", { $0["subjects"] = ["A": 1] }),
      ("subjects", { $0["subjects"] = ["a b": text] }),
      ("subjects", { $0["subjects"] = ["": text] }),
      ("operations_keys[0]", { $0["operations_keys"] = ["00"] }),
      ("operations_keys", { $0["operations_keys"] = "none" }),
      ("limits", { $0["limits"] = 3 }),
      ("limits.depth", { $0["limits"] = ["depth": 3] }),
      (
        "limits.max_token_lifetime_s",
        { $0["limits"] = ["max_token_lifetime_s": 604_801] }
      ),
      (
        "limits.max_token_lifetime_s",
        { $0["limits"] = ["max_token_lifetime_s": 0] }
      ),
      ("limits.clock_skew_s", { $0["limits"] = ["clock_skew_s": 61] }),
      ("limits.clock_skew_s", { $0["limits"] = ["clock_skew_s": -1] }),
      ("limits.clock_skew_s", { $0["limits"] = ["clock_skew_s": 1.5] }),
      ("limits.clock_skew_s", { $0["limits"] = ["clock_skew_s": "30"] }),
      ("limits.max_chain_depth", { $0["limits"] = ["max_chain_depth": 4] }),
      ("limits.replay_capacity", { $0["limits"] = ["replay_capacity": 0] }),
      (
        "limits.replay_capacity",
        { $0["limits"] = ["replay_capacity": 16_777_215] }
      ),
      ("limits.earliest_time_s", { $0["limits"] = ["earliest_time_s": "x"] }),
      ("issuer", { $0["issuer"] = text }),
    ]

  @Test(arguments: bad.indices)
  func aBadMemberIsNamed(_ index: Int) throws {
    let (place, change) = Self.bad[index]
    do {
      _ = try Self.changed(change)
      Issue.record("case \(index), \(place): accepted")
    } catch GroundError.wrongValue(let named, let expected, let found) {
      #expect(named == place, "case \(index)")
      #expect(!expected.isEmpty && !found.isEmpty, "case \(index)")
    }
  }

  @Test(arguments: [
    "", "{", "[]", "7", "null", "{\"satellite_id\":}", "not json",
  ])
  func whatIsNoProfileIsRefused(_ text: String) {
    #expect(throws: GroundError.self) {
      try SatelliteProfile(json: Array(text.utf8))
    }
  }

  @Test func aMemberThatStandsTwiceIsRefused() {
    let line = Self.rich.json.line
    let twice = [
      line.replacingOccurrences(
        of: "\"issuers\":",
        with: "\"issuers\":[\"\(Self.text)\"],\"issuers\":"),
      line.replacingOccurrences(
        of: "\"B\":", with: "\"\\u0042\":\"\(Self.text)\",\"B\":"),
    ]
    for text in twice {
      #expect(text != line)
      #expect(throws: GroundError.self) {
        try SatelliteProfile(json: Array(text.utf8))
      }
    }
  }

  private static func changed(
    _ change: (inout [String: Any]) -> Void
  ) throws -> SatelliteProfile {
    let line = Data(rich.json.line.utf8)
    let object = try JSONSerialization.jsonObject(with: line)
    var members = try #require(object as? [String: Any])
    change(&members)
    let data = try JSONSerialization.data(withJSONObject: members)
    return try SatelliteProfile(json: Array(data))
  }
}
