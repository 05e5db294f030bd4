// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

extension SatelliteProfile {
  /// Writes the binary record of `ProfileLayout`, and reads it back as the
  /// satellite will.
  ///
  /// - Throws: `wrongValue` with the member, what was expected and found.
  public func pack() throws(GroundError) -> [UInt8] {
    try check()
    var record = Array("\(ProfileLayout.magic)".utf8)
    record += Self.bigEndian(ProfileLayout.format, 2)
    let byteCount = ProfileLayout.byteCount(subjectCount: subjects.count)
    record += Self.bigEndian(UInt64(byteCount), 4)
    record += [limits.maxChainDepth, limits.clockSkewSeconds]
    record += Self.bigEndian(UInt64(limits.maxTokenLifetimeSeconds), 4)
    record += Self.bigEndian(UInt64(limits.replayCapacity), 4)
    record += Self.bigEndian(limits.earliestTimeSeconds, 8)
    record += Self.field(satelliteID)
    record += identityKey
    record += Self.places(for: issuers)
    record += Self.places(for: operationsKeys)
    record += Self.bigEndian(UInt64(subjects.count), 2)
    // A default is written as zero.
    let standard = ProfileLimits()
    record += [
      limits.replayRootSubjectPercent == standard.replayRootSubjectPercent
        ? 0 : limits.replayRootSubjectPercent,
      limits.replayDirectPercent == standard.replayDirectPercent
        ? 0 : limits.replayDirectPercent,
    ]
    for (id, key) in subjects.sorted(by: { $0.key < $1.key }) {
      let subject = Self.field(id) + key
      record += subject + Self.checksum(subject).prefix(4)
    }
    record += Self.checksum(record)
    let readBack = try SatelliteProfile(record: record, place: "profile")
    precondition(readBack == self, "a record says what was packed")
    return record
  }

  /// Reads a binary record, after the satellite's own checks.
  ///
  /// - Parameters:
  ///   - record: the bytes of `ProfileLayout`.
  ///   - place: what an error names, the file for example.
  /// - Throws: `wrongValue` with the verifier's word and the byte.
  public init(record: [UInt8], place: String) throws(GroundError) {
    let memory = ProfileRecord(bytes: record)
    let profile = try memory.profile(place: place)
    var subjects: [String: [UInt8]] = [:]
    for index in 0..<profile.subjectCount {
      let start =
        ProfileLayout.fixedByteCount + index * ProfileLayout.subjectByteCount
      let id = Self.text(in: record, at: start)
      guard subjects[id] == nil else {
        throw .wrongValue(
          place: place, expected: "each subject once",
          found: "\(id) twice")
      }
      subjects[id] = Self.key(
        in: record, at: start + ProfileLayout.subjectKeyOffset)
    }
    self.init(
      satelliteID: Self.text(in: record, at: ProfileLayout.satelliteIDOffset),
      identityKey: Self.key(in: record, at: ProfileLayout.identityKeyOffset),
      issuers: Self.keys(in: record, at: ProfileLayout.issuersOffset),
      subjects: subjects,
      operationsKeys: Self.keys(
        in: record, at: ProfileLayout.operationsKeysOffset),
      limits: profile.limits)
    try check()
  }

  private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map {
      UInt8(truncatingIfNeeded: value >> UInt64($0 * 8))
    }
  }

  /// An id's length and 64 bytes.
  private static func field(_ id: String) -> [UInt8] {
    let text = Array(id.utf8)
    return [UInt8(text.count)] + text
      + [UInt8](repeating: 0, count: 64 - text.count)
  }

  /// A count and four places.
  private static func places(for keys: [[UInt8]]) -> [UInt8] {
    let free = ProfileLayout.keyCountMax - keys.count
    return [UInt8(keys.count)] + keys.joined()
      + [UInt8](repeating: 0, count: free * 33)
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    let digest = TaggedHash.hash(.profile, bytes.span)
    return digest.span.array
  }

  private static func text(in record: [UInt8], at offset: Int) -> String {
    let end = offset + 1 + Int(record[offset])
    return String(decoding: record[offset + 1..<end], as: UTF8.self)
  }

  private static func keys(in record: [UInt8], at offset: Int) -> [[UInt8]] {
    (0..<Int(record[offset])).map { index in
      key(in: record, at: offset + 1 + index * Limits.keyByteCount)
    }
  }

  private static func key(in record: [UInt8], at offset: Int) -> [UInt8] {
    Array(record[offset..<offset + Limits.keyByteCount])
  }
}
