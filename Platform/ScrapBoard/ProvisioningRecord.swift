// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers

/// What makes a board one satellite, in the first sectors of the profile
/// partition, format 1; a checked view of the caller's memory. Integers are
/// big-endian.
///
/// ```
///   0  magic "SCRAPPRV"            8
///   8  format, 1                   2
///  10  flags                       2
///  12  bytes of the profile, n     4
///  16  executor's secret key      32
///  48  device secret              32
///  80  profile record              n
///   …  SHA-256 of all before      32
/// ```
///
/// Both secrets lie there in the clear: who holds the card holds them.
@safe
public struct ProvisioningRecord {
  /// The first bytes.
  public static let magic: StaticString = "SCRAPPRV"
  /// This format.
  public static let format: UInt64 = 1
  /// Bytes before the profile.
  public static let headerByteCount = 80
  /// Bytes of the checksum.
  public static let checksumByteCount = 32

  private let memory: UnsafeBufferPointer<UInt8>
  /// What this image may do.
  public let flags: BoardFlags
  private let profileByteCount: Int

  /// Bytes of a record, as its first sector tells; nil unless it begins as one.
  public static func byteCount(firstSector: Span<UInt8>) -> UInt64? {
    guard firstSector.count >= headerByteCount else { return nil }
    for index in 0..<8 {
      // In bounds: the magic has eight bytes.
      let expected = unsafe magic.utf8Start[index]
      guard firstSector[index] == expected else { return nil }
    }
    return UInt64(headerByteCount + checksumByteCount)
      + firstSector.bigEndian(at: 12, byteCount: 4)
  }

  /// Checks a record.
  ///
  /// - Parameter memory: begins with the record; it lives, unchanged, as long
  ///   as this value.
  /// - Throws: the first thing that is wrong.
  public init(
    _ memory: UnsafeBufferPointer<UInt8>
  ) throws(ProvisioningError) {
    // The caller keeps the memory alive and unchanged.
    let bytes = unsafe memory.span
    guard bytes.count >= Self.headerByteCount,
      let byteCount = Self.byteCount(firstSector: bytes)
    else { throw .noRecord }
    guard bytes.bigEndian(at: 8, byteCount: 2) == Self.format else {
      throw .otherFormat
    }
    guard byteCount <= UInt64(bytes.count) else { throw .tooLong }
    let end = Int(truncatingIfNeeded: byteCount) - Self.checksumByteCount
    let checksum = SHA256.hash(bytes.extracting(0..<end))
    for index in 0..<Self.checksumByteCount
    where bytes[end + index] != checksum.bytes[index] {
      throw .wrongChecksum
    }
    guard
      let flags = BoardFlags(
        bits: UInt16(
          truncatingIfNeeded: bytes.bigEndian(at: 10, byteCount: 2)))
    else { throw .unknownFlags }
    unsafe self.memory = memory
    self.flags = flags
    profileByteCount = end - Self.headerByteCount
  }

  /// The executor's secret key, 32 bytes; whether it is one is not checked.
  public var executorSecret: Span<UInt8> {
    @_lifetime(borrow self) get {
      unsafe memory.span.extracting(16..<48)
    }
  }

  /// The device secret, 32 bytes.
  public var deviceSecret: Span<UInt8> {
    @_lifetime(borrow self) get {
      unsafe memory.span.extracting(48..<80)
    }
  }

  /// The profile record; it checks itself.
  public var profile: UnsafeBufferPointer<UInt8> {
    let start = Self.headerByteCount
    // In bounds: checked by `init`.
    return unsafe UnsafeBufferPointer(
      rebasing: memory[start..<start + profileByteCount])
  }
}

extension Span where Element == UInt8 {
  func bigEndian(at start: Int, byteCount: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in start..<start + byteCount {
      value = value &<< 8 | UInt64(self[index])
    }
    return value
  }
}
