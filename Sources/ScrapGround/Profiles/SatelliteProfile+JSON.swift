// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

extension SatelliteProfile: Decodable {
  /// Reads and checks a profile.
  ///
  /// - Parameter json: an object with the members `satellite_id`,
  ///   `identity_pubkey`, `issuers`, `subjects`, and maybe `operations_keys`
  ///   and `limits`; no others, and each once.
  /// - Throws: `wrongValue` with the member, what was expected and found.
  public init(json: [UInt8]) throws(GroundError) {
    try self.init(JSONValue(json: json, place: "profile"))
  }

  /// Reads and checks a profile; a repeated member is not noticed this way.
  public init(from decoder: any Decoder) throws {
    try self.init(JSONValue(from: decoder))
  }

  private init(_ value: JSONValue) throws(GroundError) {
    let members = try JSONObject(value, place: "profile")
    try members.checkNames([
      "satellite_id", "identity_pubkey", "issuers", "subjects",
      "operations_keys", "limits",
    ])
    self.init(
      satelliteID: try members.string("satellite_id"),
      identityKey: try members.key("identity_pubkey"),
      issuers: try members.keys("issuers"),
      subjects: try members.keysByID("subjects"),
      operationsKeys: members.has("operations_keys")
        ? try members.keys("operations_keys") : [],
      limits: members.has("limits")
        ? try Self.limits(members.object("limits")) : ProfileLimits())
    try check()
  }

  private static func limits(
    _ members: JSONObject
  ) throws(GroundError) -> ProfileLimits {
    try members.checkNames([
      "max_token_lifetime_s", "clock_skew_s", "max_chain_depth",
      "replay_capacity", "earliest_time_s", "replay_root_subject_percent",
      "replay_direct_percent",
    ])
    let standard = ProfileLimits()
    let lifetime = try members.integer(
      "max_token_lifetime_s",
      1...UInt64(ProfileLimits.tokenLifetimeSecondsMax))
    let skew = try members.integer(
      "clock_skew_s", 0...UInt64(ProfileLimits.clockSkewSecondsMax))
    let depth = try members.integer(
      "max_chain_depth", 0...UInt64(ProfileLimits.chainDepthMax))
    let capacity = try members.integer(
      "replay_capacity", 1...UInt64(ProfileLimits.replayCapacityMax))
    let earliest = try members.integer(
      "earliest_time_s", 0...UInt64(Int64.max))
    let rootSubject = try members.integer(
      "replay_root_subject_percent",
      1...UInt64(ProfileLimits.rootSubjectPercentMax))
    let direct = try members.integer(
      "replay_direct_percent", 1...UInt64(ProfileLimits.directPercentMax))
    // The ranges above fit the types below.
    return ProfileLimits(
      maxTokenLifetimeSeconds: lifetime.map { UInt32($0) }
        ?? standard.maxTokenLifetimeSeconds,
      clockSkewSeconds: skew.map { UInt8($0) } ?? standard.clockSkewSeconds,
      maxChainDepth: depth.map { UInt8($0) } ?? standard.maxChainDepth,
      replayCapacity: capacity.map { UInt32($0) } ?? standard.replayCapacity,
      earliestTimeSeconds: earliest ?? standard.earliestTimeSeconds,
      replayRootSubjectPercent: rootSubject.map { UInt8($0) }
        ?? standard.replayRootSubjectPercent,
      replayDirectPercent: direct.map { UInt8($0) }
        ?? standard.replayDirectPercent)
  }

  /// The profile as a JSON object on one line.
  public var json: JSONText {
    .object([
      ("satellite_id", .string(satelliteID)),
      ("identity_pubkey", .string(HexText.text(identityKey))),
      ("issuers", .array(issuers.map { .string(HexText.text($0)) })),
      (
        "subjects",
        .object(
          subjects.sorted { $0.key < $1.key }.map {
            ($0.key, .string(HexText.text($0.value)))
          })
      ),
      (
        "operations_keys",
        .array(operationsKeys.map { .string(HexText.text($0)) })
      ),
      (
        "limits",
        .object([
          (
            "max_token_lifetime_s",
            .integer(UInt64(limits.maxTokenLifetimeSeconds))
          ),
          ("clock_skew_s", .integer(UInt64(limits.clockSkewSeconds))),
          ("max_chain_depth", .integer(UInt64(limits.maxChainDepth))),
          ("replay_capacity", .integer(UInt64(limits.replayCapacity))),
          ("earliest_time_s", .integer(limits.earliestTimeSeconds)),
          (
            "replay_root_subject_percent",
            .integer(UInt64(limits.replayRootSubjectPercent))
          ),
          (
            "replay_direct_percent",
            .integer(UInt64(limits.replayDirectPercent))
          ),
        ])
      ),
    ])
  }
}

extension SatelliteProfile: Encodable {
  /// Writes the members of `json`.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}
