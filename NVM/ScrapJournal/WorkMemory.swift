// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A part of the caller's memory, checked at each access; numbers are
/// big-endian.
@safe
struct WorkMemory {
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ bytes: UnsafeMutableRawBufferPointer) { unsafe self.bytes = bytes }

  var count: Int { unsafe bytes.count }

  /// The bytes from `start` on.
  @inline(__always)
  func part(from start: Int, byteCount: Int) -> WorkMemory {
    precondition(
      start >= 0 && byteCount >= 0 && start <= count
        && byteCount <= count - start,
      "a part lies inside its memory")
    // In bounds: checked above.
    return unsafe WorkMemory(
      UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + byteCount]))
  }

  subscript(index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count, "inside the memory")
      // In bounds: checked in the line above.
      return unsafe bytes[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "inside the memory")
      // In bounds: checked in the line above.
      unsafe bytes[index] = newValue
    }
  }

  func fill(with byte: UInt8) {
    // In bounds: the buffer knows its own count.
    unsafe _ = bytes.initializeMemory(as: UInt8.self, repeating: byte)
  }

  /// A number of 2, 4 or 8 bytes.
  @inline(__always)
  func number(at start: Int, byteCount: Int) -> UInt64 {
    switch byteCount {
    case 2: UInt64(UInt16(bigEndian: load(at: start, as: UInt16.self)))
    case 4: UInt64(number32(at: start))
    case 8:
      UInt64(number32(at: start)) &<< 32 | UInt64(number32(at: start &+ 4))
    default: preconditionFailure("numbers have 2, 4 or 8 bytes")
    }
  }

  @inline(__always)
  func number32(at start: Int) -> UInt32 {
    UInt32(bigEndian: load(at: start, as: UInt32.self))
  }

  @inline(__always)
  private func load<Number: BitwiseCopyable>(
    at start: Int, as type: Number.Type
  ) -> Number {
    precondition(
      start >= 0 && start <= count &- MemoryLayout<Number>.size,
      "inside the memory")
    // In bounds: checked in the line above.
    return unsafe bytes.loadUnaligned(fromByteOffset: start, as: type)
  }

  /// Writes the low `byteCount` bytes of a number, 8 at most, the most
  /// significant first.
  @inline(__always)
  func store(_ value: UInt64, at start: Int, byteCount: Int) {
    precondition(
      start >= 0 && byteCount <= 8 && start <= count &- byteCount,
      "inside the memory")
    var shift = UInt64(byteCount &* 8)
    for index in start..<start &+ byteCount {
      shift &-= 8
      // In bounds: checked above the loop.
      unsafe bytes[index] = UInt8(truncatingIfNeeded: value &>> shift)
    }
  }

  /// Whether both begin with the same `byteCount` bytes.
  @inline(__always)
  func isEqual(to other: WorkMemory, byteCount: Int) -> Bool {
    precondition(
      byteCount <= count && byteCount <= other.count, "inside the memory")
    var index = 0
    while index &+ 8 <= byteCount {
      // In bounds: eight bytes are left in both.
      let word = unsafe bytes.loadUnaligned(
        fromByteOffset: index, as: UInt64.self)
      let otherWord = unsafe other.bytes.loadUnaligned(
        fromByteOffset: index, as: UInt64.self)
      if word != otherWord { return false }
      index &+= 8
    }
    while index < byteCount {
      if self[index] != other[index] { return false }
      index &+= 1
    }
    return true
  }

  /// Whether it is as an erase leaves it, up to a few flipped bits: far fewer
  /// than any record has.
  var isBlank: Bool { programmedBitCount() <= 8 }

  /// Bits that are not as an erase leaves them.
  func programmedBitCount() -> Int {
    var bits = 0
    var index = 0
    while index + 8 <= count {
      // In bounds: eight bytes are left. A byte order does not matter here.
      let word = unsafe bytes.loadUnaligned(
        fromByteOffset: index, as: UInt64.self)
      if word != .max { bits += (~word).nonzeroBitCount }
      index += 8
    }
    while index < count {
      bits += (~self[index]).nonzeroBitCount
      index += 1
    }
    return bits
  }

  /// CRC-32C of the first bytes, going on from `checksum`.
  @inline(__always)
  func checksum(
    ofFirst byteCount: Int, from checksum: CRC32C = CRC32C()
  ) -> UInt32 {
    precondition(byteCount <= count, "inside the memory")
    var checksum = checksum
    var index = 0
    while index &+ 4 <= byteCount {
      // In bounds: four bytes are left.
      let word = unsafe bytes.loadUnaligned(
        fromByteOffset: index, as: UInt32.self)
      checksum.take(fourBytes: UInt32(littleEndian: word))
      index &+= 4
    }
    while index < byteCount {
      // In bounds: checked above the loops.
      unsafe checksum.take(bytes[index])
      index &+= 1
    }
    return checksum.value
  }

  /// The bytes for reading by a port.
  var span: RawSpan {
    @_lifetime(borrow self)
    get {
      let span = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(bytes))
      // The memory outlives the journal, hence this value.
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The bytes for writing by a port.
  var mutableSpan: MutableRawSpan {
    @_lifetime(borrow self)
    get {
      let span = unsafe MutableRawSpan(_unsafeBytes: bytes)
      // The memory outlives the journal, hence this value.
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
