// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Type (1 byte) and length (2 bytes, big-endian) of a message (SCRAP §16.1).
public enum MessageHeader {
  /// Checks the header and finds the body.
  ///
  /// - Parameters:
  ///   - message: a whole message.
  ///   - type: the type it must have.
  /// - Returns: the body's place in the message.
  /// - Throws: `truncated`; `wrongMessageType` at byte 0; `tooLong` or
  ///   `wrongMessageLength` at byte 1 (E-99).
  public static func body(
    of message: Span<UInt8>, type: MessageType
  ) throws(ParseError) -> Range<Int> {
    var reader = ByteReader(message)
    let code = try reader.readInteger(byteCount: 1)
    guard code == UInt64(type.rawValue) else {
      throw ParseError(.wrongMessageType, at: 0)
    }
    let length = try reader.readInteger(byteCount: 2)
    guard length <= UInt64(Limits.bodyByteCountMax) else {
      throw ParseError(.tooLong, at: 1)
    }
    guard length == UInt64(reader.remainingByteCount) else {
      throw ParseError(.wrongMessageLength, at: 1)
    }
    return reader.offset..<message.count
  }
}
