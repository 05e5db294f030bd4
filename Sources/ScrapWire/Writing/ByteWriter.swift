// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Writes records and messages into a buffer of the caller's.
public struct ByteWriter: ~Copyable, ~Escapable {
  private var storage: MutableSpan<UInt8>
  /// How many bytes have been written.
  public private(set) var count: Int

  /// Starts at the first byte of `storage`.
  @_lifetime(copy storage)
  public init(_ storage: consuming MutableSpan<UInt8>) {
    self.storage = storage
    self.count = 0
  }

  /// What has been written.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self) get { storage.span.extracting(0..<count) }
  }

  /// Starts again at the first byte.
  public mutating func removeAll() { count = 0 }

  /// Writes one byte.
  ///
  /// - Throws: if the buffer is full.
  @_lifetime(self: copy self)
  public mutating func append(_ byte: UInt8) throws(WriteError) {
    guard count < storage.count else { throw WriteError() }
    storage[count] = byte
    count += 1
  }

  /// Writes bytes.
  ///
  /// - Throws: if the buffer has no room for all of them.
  @_lifetime(self: copy self)
  public mutating func append(_ bytes: Span<UInt8>) throws(WriteError) {
    guard bytes.count <= storage.count - count else { throw WriteError() }
    for index in bytes.indices { storage[count + index] = bytes[index] }
    count += bytes.count
  }

  /// Writes the low `byteCount` bytes of an integer, big-endian.
  ///
  /// - Throws: if the buffer has no room for all of them.
  @_lifetime(self: copy self)
  public mutating func append(
    integer: UInt64, byteCount: Int
  ) throws(WriteError) {
    for index in (0..<byteCount).reversed() {
      try append(UInt8(truncatingIfNeeded: integer &>> UInt64(index * 8)))
    }
  }

  /// Writes a BigSize in its only valid form (E-18).
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(bigSize value: UInt64) throws(WriteError) {
    switch BigSize.byteCount(of: value) {
    case 1: return try append(integer: value, byteCount: 1)
    case 3: try append(0xfd)
    case 5: try append(0xfe)
    default: try append(0xff)
    }
    try append(integer: value, byteCount: BigSize.byteCount(of: value) - 1)
  }

  /// Writes a record with the bytes of its value.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(
    record type: UInt64, _ value: Span<UInt8>
  ) throws(WriteError) {
    try append(bigSize: type)
    try append(bigSize: UInt64(value.count))
    try append(value)
  }

  /// Writes a record whose value is a big-endian integer.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(
    record type: UInt64, integer: UInt64, byteCount: Int
  ) throws(WriteError) {
    try append(bigSize: type)
    try append(bigSize: UInt64(byteCount))
    try append(integer: integer, byteCount: byteCount)
  }

  /// Writes a message's header with a length to be filled in.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func beginMessage(
    _ type: MessageType
  ) throws(WriteError) {
    precondition(count == 0, "a message starts a buffer")
    try append(type.rawValue)
    try append(integer: 0, byteCount: 2)
  }

  /// The body written so far, without the header.
  ///
  /// - Precondition: `beginMessage` was called.
  public var body: Span<UInt8> {
    @_lifetime(borrow self) get {
      storage.span.extracting(Limits.headerByteCount..<count)
    }
  }

  /// Fills in the header's length.
  ///
  /// - Precondition: `beginMessage` was called; the body has at most 65535
  ///   bytes.
  @_lifetime(self: copy self)
  public mutating func endMessage() {
    let length = UInt16(count - Limits.headerByteCount)
    storage[1] = UInt8(truncatingIfNeeded: length &>> 8)
    storage[2] = UInt8(truncatingIfNeeded: length)
  }
}
