// SPDX-License-Identifier: Apache-2.0

/// The two forms of a subject or audience: a 33-byte key or a text id.
///
/// They are told apart by form alone: 33 bytes that begin with 02 or 03 are a
/// key, anything else must be a text id (E-30, E-33, E-34).
public enum Identity {
  /// Whether `bytes` have the form of a compressed key. Whether the key lies
  /// on the curve is found out where it is used.
  public static func isKey(_ bytes: Span<UInt8>) -> Bool {
    bytes.count == Limits.keyByteCount && hasKeyPrefix(bytes)
  }

  /// Whether the first byte is 02 or 03 (E-38).
  ///
  /// - Precondition: there is a first byte.
  public static func hasKeyPrefix(_ bytes: Span<UInt8>) -> Bool {
    bytes[0] == 2 || bytes[0] == 3
  }

  /// Whether `bytes` are 1 to 64 of printable ASCII, 0x21 to 0x7e (E-30).
  public static func isText(_ bytes: Span<UInt8>) -> Bool {
    guard (1...Limits.textByteCountMax).contains(bytes.count) else {
      return false
    }
    for index in bytes.indices where !(0x21...0x7e).contains(bytes[index]) {
      return false
    }
    return true
  }
}
