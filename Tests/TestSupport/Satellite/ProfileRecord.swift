// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier

/// A profile record as a test wants it packed, right or wrong.
public struct ProfileRecord: Sendable {
  /// One entry of the list of text ids.
  public struct Subject: Sendable {
    /// The text id.
    public var id: [UInt8]
    /// The compressed key.
    public var key: [UInt8]

    /// Makes an entry.
    public init(id: String, key: [UInt8]) {
      self.id = Array(id.utf8)
      self.key = key
    }
  }

  /// The satellite's text id.
  public var satelliteID = Array("SENTINEL-2C-62261".utf8)
  /// The satellite's compressed key.
  public var identityKey = TestKey.executor.publicKey
  /// Trusted issuers; at most four are packed.
  public var issuers = [TestKey.groundOperator.publicKey]
  /// Who may send operator messages.
  public var operationsKeys: [[UInt8]] = []
  /// The list of text ids.
  public var subjects = [
    Subject(id: "ICEYE-X14-51070", key: TestKey.commander.publicKey)
  ]
  /// The limits.
  public var limits = ProfileLimits(replayCapacity: 64)

  /// Makes the record of the usual satellite.
  public init() {}

  /// The record, its checksums right.
  public var bytes: [UInt8] {
    var bytes = Array("SCRAPPRF".utf8) + [0, 1]
    bytes += NaiveInteger.bigEndian(UInt64(432 + subjects.count * 102), 4)
    bytes += [limits.maxChainDepth, limits.clockSkewSeconds]
    bytes += NaiveInteger.bigEndian(UInt64(limits.maxTokenLifetimeSeconds), 4)
    bytes += NaiveInteger.bigEndian(UInt64(limits.replayCapacity), 4)
    bytes += NaiveInteger.bigEndian(limits.earliestTimeSeconds, 8)
    bytes += Self.padded(satelliteID, 64)
    bytes += identityKey
    bytes += Self.keys(issuers) + Self.keys(operationsKeys)
    bytes += NaiveInteger.bigEndian(UInt64(subjects.count), 2)
    bytes += [limits.replayRootSubjectPercent, limits.replayDirectPercent]
    for subject in subjects {
      let entry = Self.padded(subject.id, 64) + subject.key
      bytes += entry + Self.checksum(entry).prefix(4)
    }
    return bytes + Self.checksum(bytes)
  }

  /// The same bytes with a changed place and a checksum that fits again.
  public static func resealed(
    _ bytes: [UInt8], _ change: (inout [UInt8]) -> Void
  ) -> [UInt8] {
    var body = Array(bytes.dropLast(32))
    change(&body)
    return body + checksum(body)
  }

  /// A length and the bytes, filled up with zeros.
  private static func padded(_ text: [UInt8], _ count: Int) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: max(0, count - text.count))
    return [UInt8(truncatingIfNeeded: text.count)]
      + (text + padding)
      .prefix(count)
  }

  private static func keys(_ keys: [[UInt8]]) -> [UInt8] {
    let packed = Array(keys.joined().prefix(132))
    return [UInt8(keys.count)] + packed
      + [UInt8](repeating: 0, count: 132 - packed.count)
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    Array(copying: TaggedHash.hash(.profile, bytes.span).span)
  }
}
