// SPDX-License-Identifier: Apache-2.0

/// Why a profile record is refused; nothing starts without a good one.
public struct ProfileError: Error, Equatable, Sendable, BitwiseCopyable {
  /// The kind of fault.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// Fewer bytes than the record says, or than any record has.
    case truncated
    /// Not a profile record.
    case wrongMagic
    /// A profile record of another format.
    case wrongFormat
    /// The record's length does not fit its content.
    case wrongByteCount
    /// The checksum differs: the record was damaged.
    case wrongChecksum
    /// A limit is out of its range.
    case wrongLimit
    /// An id is not 1 to 64 printable bytes, or has the form of a key.
    case wrongText
    /// No issuer, or more keys than there is room for.
    case wrongKeyCount
    /// A key is not a point of the curve (E-05).
    case keyOffCurve
  }

  /// The kind of fault.
  public var kind: Kind
  /// Where, in bytes from the record's first.
  public var offset: Int

  /// Makes an error.
  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
