// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapWire

/// Text for people, without strings.
extension ByteWriter {
  /// Writes text.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(text: StaticString) throws(WriteError) {
    // A static string's bytes outlive everything.
    let bytes = unsafe UnsafeBufferPointer(
      start: text.utf8Start, count: text.utf8CodeUnitCount)
    try unsafe append(bytes.span)
  }

  /// Writes a number in decimal digits.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(decimal value: UInt64) throws(WriteError) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var rest = value
    var start = digits.count
    repeat {
      start -= 1
      digits[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for index in start..<digits.count { try append(digits[index]) }
  }

  /// Writes bytes in hex digits.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(hex bytes: Span<UInt8>) throws(WriteError) {
    for index in bytes.indices {
      try append(Self.hexDigit(bytes[index] &>> 4))
      try append(Self.hexDigit(bytes[index] & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 &+ value : 0x57 &+ value
  }
}
