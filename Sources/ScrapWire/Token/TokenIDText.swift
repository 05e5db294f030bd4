// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The token_id as people write it: prefix, issue time and the id in hex,
/// joined by hyphens (SCRAP §2.5.2).
///
/// `ESA-1705320000-a1b2c3d4e5f6789012345678abcdef01`: prefix of 1 to 16
/// printable characters, ten decimal digits, 32 lower-case hex digits; 45 to
/// 60 bytes.
public struct TokenIDText: ~Escapable {
  /// Bytes of the longest text.
  public static let byteCountMax = 60

  /// 1 to 16 bytes of 0x21 to 0x7e.
  public let prefix: Span<UInt8>
  /// Unix seconds, at most ten digits.
  public let timestampSeconds: UInt64
  /// The id.
  public let tokenID: TokenID

  private static let hyphen = UInt8(ascii: "-")
  private static let digitCount = 10
  private static let hexCount = 32

  /// Makes a text of its parts; nil if the prefix or the time cannot be
  /// written.
  @_lifetime(copy prefix)
  public init?(
    prefix: Span<UInt8>, timestampSeconds: UInt64, tokenID: TokenID
  ) {
    guard prefix.count <= 16, Identity.isText(prefix),
      timestampSeconds <= 9_999_999_999
    else { return nil }
    self.prefix = prefix
    self.timestampSeconds = timestampSeconds
    self.tokenID = tokenID
  }

  /// Reads a text; nil if it is not one. The prefix may contain hyphens.
  @_lifetime(copy text)
  public init?(parsing text: Span<UInt8>) {
    let tailCount = 1 + Self.digitCount + 1 + Self.hexCount
    let prefixCount = text.count - tailCount
    guard (1...16).contains(prefixCount),
      text[prefixCount] == Self.hyphen,
      text[prefixCount + 1 + Self.digitCount] == Self.hyphen,
      let seconds = Self.number(
        text.extracting(prefixCount + 1..<prefixCount + 1 + Self.digitCount),
        radix: 10),
      let high = Self.number(
        text.extracting(text.count - 32..<text.count - 16), radix: 16),
      let low = Self.number(
        text.extracting(text.count - 16..<text.count), radix: 16)
    else { return nil }
    self.init(
      prefix: text.extracting(0..<prefixCount), timestampSeconds: seconds,
      tokenID: TokenID(high: high, low: low))
  }

  /// Writes the text.
  ///
  /// - Throws: if the buffer has no room for it.
  public func write(to writer: inout ByteWriter) throws(WriteError) {
    try writer.append(prefix)
    try writer.append(Self.hyphen)
    var divisor: UInt64 = 1_000_000_000
    while divisor > 0 {
      let digit = timestampSeconds / divisor % 10
      try writer.append(UInt8(truncatingIfNeeded: 0x30 + digit))
      divisor /= 10
    }
    try writer.append(Self.hyphen)
    for index in 0..<Limits.tokenIDByteCount {
      try writer.append(Self.hexDigit(tokenID.byte(at: index) &>> 4))
      try writer.append(Self.hexDigit(tokenID.byte(at: index) & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }

  private static func number(
    _ digits: Span<UInt8>, radix: UInt64
  ) -> UInt64? {
    var value: UInt64 = 0
    for index in digits.indices {
      let digit: UInt8
      switch digits[index] {
      case 0x30...0x39: digit = digits[index] - 0x30
      case 0x61...0x66: digit = digits[index] - 0x61 + 10
      default: return nil
      }
      guard UInt64(digit) < radix else { return nil }
      value = value &* radix &+ UInt64(digit)
    }
    return value
  }
}
