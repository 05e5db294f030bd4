// SPDX-License-Identifier: Apache-2.0

// Conversions between 64-bit integers and narrower ones.
//
// On 32-bit targets the standard library's generic conversions go through
// arrays of words, which the compiler refuses where nothing may be allocated.
// These overloads are preferred to them wherever this module is imported, mean
// the same, and come to one or two instructions.

#if _endian(big)
#error("the halves of a 64-bit integer are in the other order here")
#endif

extension UInt64 {
  /// Widens.
  @_transparent
  public init(_ value: UInt32) {
    // Two 32-bit halves, low first, are the 64-bit integer.
    self = unsafe unsafeBitCast(SIMD2<UInt32>(value, 0), to: UInt64.self)
  }

  /// Widens.
  @_transparent
  public init(_ value: UInt16) { self.init(UInt32(value)) }

  /// Widens.
  @_transparent
  public init(_ value: UInt8) { self.init(UInt32(value)) }

  #if _pointerBitWidth(_32)
  /// Widens.
  ///
  /// - Precondition: `value` is not negative.
  @_transparent
  public init(_ value: Int) { self.init(UInt32(value)) }

  /// Widens.
  @_transparent
  public init(_ value: UInt) {
    self.init(UInt32(truncatingIfNeeded: value))
  }
  #endif
}

extension Int64 {
  /// Widens, with the sign.
  @_transparent
  public init(_ value: Int32) {
    let sign = UInt32(bitPattern: value &>> 31)
    // Two 32-bit halves, low first, are the 64-bit integer.
    self = unsafe unsafeBitCast(
      SIMD2<UInt32>(UInt32(bitPattern: value), sign), to: Int64.self)
  }

  /// Widens.
  @_transparent
  public init(_ value: UInt8) { self.init(bitPattern: UInt64(value)) }
}

extension UInt32 {
  /// Narrows.
  ///
  /// - Precondition: `value` fits.
  @_transparent
  public init(_ value: UInt64) {
    precondition(value &>> 32 == 0, "the integer fits 32 bits")
    self.init(truncatingIfNeeded: value)
  }
}

extension Int32 {
  /// Narrows.
  ///
  /// - Precondition: `value` fits.
  @_transparent
  public init(_ value: Int64) {
    self.init(truncatingIfNeeded: value)
    precondition(Int64(self) == value, "the integer fits 32 bits")
  }
}

#if _pointerBitWidth(_32)
extension Int {
  /// Narrows.
  ///
  /// - Precondition: `value` fits.
  @_transparent
  public init(_ value: UInt64) {
    precondition(value &>> 31 == 0, "the integer fits an index")
    self.init(truncatingIfNeeded: value)
  }
}
#endif
