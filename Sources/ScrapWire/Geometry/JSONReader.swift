// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The lexical part of JSON that the GeoJSON subset needs.
struct JSONReader: ~Copyable, ~Escapable {
  private let text: Span<UInt8>
  private var offset: Int

  @_lifetime(copy text)
  init(_ text: Span<UInt8>) {
    self.text = text
    self.offset = 0
  }

  /// Whether nothing but white space is left.
  var isAtEnd: Bool {
    mutating get {
      skipWhiteSpace()
      return offset == text.count
    }
  }

  /// Takes `literal` if it comes next, after white space.
  mutating func take(_ literal: StaticString) -> Bool {
    skipWhiteSpace()
    let byteCount = literal.utf8CodeUnitCount
    guard byteCount <= text.count - offset else { return false }
    // A static string's bytes outlive everything.
    let expected = unsafe UnsafeBufferPointer(
      start: literal.utf8Start, count: byteCount)
    for index in 0..<byteCount {
      guard unsafe text[offset + index] == expected[index] else { return false }
    }
    offset += byteCount
    return true
  }

  /// Takes a plain decimal with at most 6 fraction digits, as an integer of
  /// millionths; nil if there is none or it lies beyond `degreesMax`.
  mutating func takeMicrodegrees(degreesMax: Int64) -> Int32? {
    skipWhiteSpace()
    let isNegative = takeByte("-")
    guard let whole = takeDigits(countMax: 3), !hasLeadingZero(whole)
    else { return nil }
    var microdegrees = whole.value * 1_000_000
    if takeByte(".") {
      guard let fraction = takeDigits(countMax: 6) else { return nil }
      var scaled = fraction.value
      for _ in fraction.count..<6 { scaled *= 10 }
      microdegrees += scaled
    }
    guard microdegrees <= degreesMax * 1_000_000 else { return nil }
    return Int32(isNegative ? -microdegrees : microdegrees)
  }

  private func hasLeadingZero(_ digits: (value: Int64, count: Int)) -> Bool {
    // JSON writes no leading zero; 007 and 07 have fewer digits than count.
    digits.count > 1 && digits.value < (digits.count == 2 ? 10 : 100)
  }

  private mutating func takeByte(_ byte: Unicode.Scalar) -> Bool {
    guard offset < text.count, text[offset] == UInt8(ascii: byte) else {
      return false
    }
    offset += 1
    return true
  }

  /// Takes 1 to `countMax` digits; nil if there are none or more.
  private mutating func takeDigits(
    countMax: Int
  ) -> (value: Int64, count: Int)? {
    var value: Int64 = 0
    var count = 0
    while offset < text.count, (0x30...0x39).contains(text[offset]) {
      guard count < countMax else { return nil }
      value = value * 10 + Int64(text[offset] - 0x30)
      count += 1
      offset += 1
    }
    return count == 0 ? nil : (value, count)
  }

  private mutating func skipWhiteSpace() {
    while offset < text.count {
      switch text[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      default: return
      }
    }
  }
}
