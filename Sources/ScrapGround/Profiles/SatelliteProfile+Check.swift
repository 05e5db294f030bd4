// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

extension SatelliteProfile {
  /// Checks every member, in the order in which they are written.
  ///
  /// - Throws: `wrongValue` with the member, what was expected and what was
  ///   found.
  public func check() throws(GroundError) {
    try Self.checkID(satelliteID, "satellite_id")
    try Self.checkKey(identityKey, "identity_pubkey")
    try checkKeys(issuers, "issuers", countMin: 1)
    guard subjects.count <= ProfileLayout.subjectCountMax else {
      throw .wrongValue(
        place: "subjects",
        expected: "at most \(ProfileLayout.subjectCountMax)",
        found: "\(subjects.count)")
    }
    for id in subjects.keys.sorted() {
      try Self.checkID(id, "subjects")
      try Self.checkKey(subjects[id] ?? [], "subjects.\(id)")
    }
    try checkKeys(operationsKeys, "operations_keys", countMin: 0)
    try checkLimits()
  }

  private func checkKeys(
    _ keys: [[UInt8]], _ place: String, countMin: Int
  ) throws(GroundError) {
    guard (countMin...ProfileLayout.keyCountMax).contains(keys.count) else {
      throw .wrongValue(
        place: place,
        expected: "\(countMin) to \(ProfileLayout.keyCountMax) keys",
        found: "\(keys.count)")
    }
    for (index, key) in keys.enumerated() {
      try Self.checkKey(key, "\(place)[\(index)]")
      guard let first = keys.firstIndex(of: key), first == index else {
        throw .wrongValue(
          place: "\(place)[\(index)]", expected: "each key once",
          found: "the key of \(place)[\(keys.firstIndex(of: key) ?? 0)]")
      }
    }
  }

  static func checkID(_ id: String, _ place: String) throws(GroundError) {
    let bytes = Array(id.utf8)
    guard Identity.isText(bytes.span), !Identity.isKey(bytes.span) else {
      throw .wrongValue(
        place: place,
        expected: "1 to 64 characters of printable ASCII without spaces",
        found: JSONText.string(String(id.prefix(80))).line)
    }
  }

  static func checkKey(_ key: [UInt8], _ place: String) throws(GroundError) {
    guard key.count == Limits.keyByteCount,
      Identity.hasKeyPrefix(key.span)
    else {
      throw .wrongValue(
        place: place,
        expected: "a compressed key, 66 hex digits that begin with 02 or 03",
        found: key.isEmpty
          ? "nothing"
          : "\(HexText.text(key.prefix(33))), \(key.count) bytes")
    }
    guard VerificationKey(compressed: key.span) != nil else {
      throw .wrongValue(
        place: place, expected: "a point of the curve secp256k1 (E-05)",
        found: "\(HexText.text(key)), which is none")
    }
  }

  private func checkLimits() throws(GroundError) {
    try Self.checkRange(
      UInt64(limits.maxTokenLifetimeSeconds),
      1...UInt64(ProfileLimits.tokenLifetimeSecondsMax),
      "limits.max_token_lifetime_s")
    try Self.checkRange(
      UInt64(limits.clockSkewSeconds),
      0...UInt64(ProfileLimits.clockSkewSecondsMax), "limits.clock_skew_s")
    try Self.checkRange(
      UInt64(limits.maxChainDepth), 0...UInt64(ProfileLimits.chainDepthMax),
      "limits.max_chain_depth")
    try Self.checkRange(
      UInt64(limits.replayCapacity),
      1...UInt64(ProfileLimits.replayCapacityMax),
      "limits.replay_capacity")
    try Self.checkRange(
      UInt64(limits.replayRootSubjectPercent),
      1...UInt64(ProfileLimits.rootSubjectPercentMax),
      "limits.replay_root_subject_percent")
    try Self.checkRange(
      UInt64(limits.replayDirectPercent),
      1...UInt64(ProfileLimits.directPercentMax),
      "limits.replay_direct_percent")
  }

  static func checkRange(
    _ value: UInt64, _ range: ClosedRange<UInt64>, _ place: String
  ) throws(GroundError) {
    guard range.contains(value) else {
      throw .wrongValue(
        place: place,
        expected:
          "an integer from \(range.lowerBound) to \(range.upperBound)",
        found: "\(value)")
    }
  }
}
