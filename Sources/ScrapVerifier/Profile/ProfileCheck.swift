// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapWire

/// The checks of a profile record, in the order of its bytes.
enum ProfileCheck {
  static func checkRecord(_ bytes: Span<UInt8>) throws(ProfileError) {
    try checkFrame(bytes)
    guard limits(in: bytes).isValid else {
      throw ProfileError(.wrongLimit, at: ProfileLayout.limitsOffset)
    }
    try checkID(bytes, at: ProfileLayout.satelliteIDOffset)
    try checkKey(bytes, at: ProfileLayout.identityKeyOffset)
    try checkKeys(bytes, at: ProfileLayout.issuersOffset, countMin: 1)
    try checkKeys(bytes, at: ProfileLayout.operationsKeysOffset, countMin: 0)
    let end = bytes.count - ProfileLayout.checksumByteCount
    var start = ProfileLayout.fixedByteCount
    while start < end {
      try checkID(bytes, at: start)
      try checkKey(bytes, at: start + ProfileLayout.subjectKeyOffset)
      guard isIntactSubject(bytes, at: start) else {
        throw ProfileError(
          .wrongChecksum, at: start + ProfileLayout.subjectCheckedByteCount)
      }
      start += ProfileLayout.subjectByteCount
    }
  }

  private static func checkFrame(_ bytes: Span<UInt8>) throws(ProfileError) {
    guard bytes.count >= ProfileLayout.byteCount(subjectCount: 0) else {
      throw ProfileError(.truncated, at: bytes.count)
    }
    for index in 0..<ProfileLayout.magic.utf8CodeUnitCount {
      // A static string's bytes outlive everything.
      let expected = unsafe ProfileLayout.magic.utf8Start[index]
      guard bytes[index] == expected else {
        throw ProfileError(.wrongMagic, at: index)
      }
    }
    let format = bytes.bigEndianInteger(
      at: ProfileLayout.formatOffset, byteCount: 2)
    guard format == ProfileLayout.format else {
      throw ProfileError(.wrongFormat, at: ProfileLayout.formatOffset)
    }
    let subjectCount = Int(
      bytes.bigEndianInteger(
        at: ProfileLayout.subjectCountOffset, byteCount: 2))
    let byteCount = bytes.bigEndianInteger(
      at: ProfileLayout.byteCountOffset, byteCount: 4)
    guard byteCount == UInt64(bytes.count),
      bytes.count == ProfileLayout.byteCount(subjectCount: subjectCount)
    else {
      throw ProfileError(.wrongByteCount, at: ProfileLayout.byteCountOffset)
    }
    let end = bytes.count - ProfileLayout.checksumByteCount
    let digest = TaggedHash.hash(.profile, bytes.extracting(0..<end))
    guard digest.span.isEqual(to: bytes.extracting(end..<bytes.count)) else {
      throw ProfileError(.wrongChecksum, at: end)
    }
  }

  static func limits(in bytes: Span<UInt8>) -> ProfileLimits {
    let rootSubjectPercent = bytes[ProfileLayout.rootSubjectPercentOffset]
    let directPercent = bytes[ProfileLayout.directPercentOffset]
    return ProfileLimits(
      maxTokenLifetimeSeconds: UInt32(
        truncatingIfNeeded: bytes.bigEndianInteger(
          at: ProfileLayout.lifetimeOffset, byteCount: 4)),
      clockSkewSeconds: bytes[ProfileLayout.limitsOffset + 1],
      maxChainDepth: bytes[ProfileLayout.limitsOffset],
      replayCapacity: UInt32(
        truncatingIfNeeded: bytes.bigEndianInteger(
          at: ProfileLayout.capacityOffset, byteCount: 4)),
      earliestTimeSeconds: bytes.bigEndianInteger(
        at: ProfileLayout.earliestTimeOffset, byteCount: 8),
      replayRootSubjectPercent: rootSubjectPercent == 0
        ? ProfileLimits.rootSubjectPercentDefault : rootSubjectPercent,
      replayDirectPercent: directPercent == 0
        ? ProfileLimits.directPercentDefault : directPercent)
  }

  /// A length and 64 bytes: a text id that cannot be taken for a key.
  private static func checkID(
    _ bytes: Span<UInt8>, at offset: Int
  ) throws(ProfileError) {
    let count = Int(bytes[offset])
    guard count <= Limits.textByteCountMax else {
      throw ProfileError(.wrongText, at: offset)
    }
    let id = bytes.extracting(offset + 1..<offset + 1 + count)
    guard Identity.isText(id), !Identity.isKey(id) else {
      throw ProfileError(.wrongText, at: offset)
    }
  }

  private static func checkKey(
    _ bytes: Span<UInt8>, at offset: Int
  ) throws(ProfileError) {
    let key = bytes.extracting(offset..<offset + Limits.keyByteCount)
    guard VerificationKey(compressed: key) != nil else {
      throw ProfileError(.keyOffCurve, at: offset)
    }
  }

  /// A count and four places for keys.
  private static func checkKeys(
    _ bytes: Span<UInt8>, at offset: Int, countMin: Int
  ) throws(ProfileError) {
    let count = Int(bytes[offset])
    guard (countMin...ProfileLayout.keyCountMax).contains(count) else {
      throw ProfileError(.wrongKeyCount, at: offset)
    }
    for index in 0..<count {
      try checkKey(bytes, at: offset + 1 + index * Limits.keyByteCount)
    }
  }

  /// Whether a subject's own checksum holds (E-45).
  static func isIntactSubject(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    let end = start + ProfileLayout.subjectCheckedByteCount
    let digest = TaggedHash.hash(.profile, bytes.extracting(start..<end))
    return digest.prefix(at: 0, byteCount: 4)
      == bytes.bigEndianInteger(at: end, byteCount: 4)
  }
}
