// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Capability strings: 2 to 8 segments of [A-Za-z0-9_.-], 1 to 32 bytes each,
/// split at ":", case-sensitive, at most 64 bytes (E-85, E-86).
public enum Capability {
  /// Whether `text` names exactly one command (E-87).
  public static func isConcrete(_ text: Span<UInt8>) -> Bool {
    segments(of: text) == .concrete
  }

  /// Whether `text` may stand in a token: concrete, or with "*" as the whole
  /// last segment.
  public static func isWellFormed(_ text: Span<UInt8>) -> Bool {
    segments(of: text) != .malformed
  }

  /// Whether a grant of `granted` includes `wanted`, which may itself be a
  /// wildcard (E-78, E-85).
  ///
  /// A wildcard covers one or more further segments; without one only the
  /// same bytes are covered.
  ///
  /// - Precondition: both are well-formed.
  public static func covers(
    _ granted: Span<UInt8>, _ wanted: Span<UInt8>
  ) -> Bool {
    guard granted[granted.count - 1] == star else {
      return granted.isEqual(to: wanted)
    }
    let prefixByteCount = granted.count - 1
    guard wanted.count > prefixByteCount else { return false }
    let prefix = granted.extracting(0..<prefixByteCount)
    return prefix.isEqual(to: wanted.extracting(0..<prefixByteCount))
  }

  private enum Form { case malformed, concrete, wildcard }

  private static let colon = UInt8(ascii: ":")
  private static let star = UInt8(ascii: "*")

  private static func segments(of text: Span<UInt8>) -> Form {
    guard text.count <= Limits.capabilityByteCountMax else { return .malformed }
    var segmentCount = 1
    var segmentByteCount = 0
    for index in text.indices {
      let byte = text[index]
      if byte == colon {
        guard segmentByteCount > 0 else { return .malformed }
        segmentCount += 1
        segmentByteCount = 0
      } else if byte == star {
        // Only as the whole last segment, after a literal one.
        let isWhole = segmentByteCount == 0 && index == text.count - 1
        guard isWhole, segmentCount >= 2 else { return .malformed }
        return segmentCount <= Limits.segmentCountMax ? .wildcard : .malformed
      } else {
        segmentByteCount += 1
        guard isLiteral(byte), segmentByteCount <= Limits.segmentByteCountMax
        else { return .malformed }
      }
    }
    guard segmentByteCount > 0, segmentCount >= 2,
      segmentCount <= Limits.segmentCountMax
    else { return .malformed }
    return .concrete
  }

  /// The alphabet as bits: 0x00 to 0x3f ("-", ".", digits), and 0x40 to 0x7f
  /// (letters, "_").
  private static let literalsBelow64: UInt64 = 0x03ff_6000_0000_0000
  private static let literalsFrom64: UInt64 = 0x07ff_fffe_87ff_fffe

  @inline(__always)
  private static func isLiteral(_ byte: UInt8) -> Bool {
    let half = byte < 64 ? literalsBelow64 : literalsFrom64
    return byte < 128 && half &>> UInt64(byte & 63) & 1 == 1
  }
}
