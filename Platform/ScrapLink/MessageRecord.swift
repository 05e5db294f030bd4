// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapWire

/// What became of a message that is no request, 12 bytes behind the header:
///
/// ```
///   0  number of the message since the start       4
///   4  what became of it, see Result               1
///   5  number of the refusal, 0 if none            2
///   7  offset, all ones if none                    4
///  11  type of the message                         1
/// ```
public struct MessageRecord: Equatable, Sendable, BitwiseCopyable {
  /// What became of it. The numbers are stable.
  public enum Result: UInt8, Sendable, BitwiseCopyable {
    /// A binding held.
    case bound = 1
    /// A binding was refused.
    case bindingRefused = 2
    /// The operator's time was taken.
    case clockSet = 3
    /// The operator's time cannot be; the number is the arbiter's.
    case clockRefused = 4
    /// An operator's message was refused; the number is 201 and above.
    case operatorRefused = 5
    /// It is not for a target.
    case ignored = 6
    /// An operator's command has taken effect, or its question was answered.
    case operatorTaken = 7
  }

  /// The message's number since the start, from 1.
  public var messageNumber: UInt32
  /// What became of it.
  public var result: Result
  /// The refusal's number, 0 if there is none.
  public var reason: UInt16
  /// The byte to blame; nil if none is.
  public var offset: Int?
  /// The message's type, 0 for an empty one.
  public var type: UInt8

  /// Makes a record.
  public init(
    messageNumber: UInt32, _ result: Result, reason: UInt16 = 0,
    offset: Int? = nil, type: UInt8
  ) {
    self.messageNumber = messageNumber
    self.result = result
    self.reason = reason
    self.offset = offset
    self.type = type
  }
}

extension ByteWriter {
  /// Writes a record.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(_ record: MessageRecord) throws(WriteError) {
    try append(integer: UInt64(record.messageNumber), byteCount: 4)
    try append(record.result.rawValue)
    try append(integer: UInt64(record.reason), byteCount: 2)
    let offset = UInt64(
      UInt32(truncatingIfNeeded: record.offset ?? -1))
    try append(integer: offset, byteCount: 4)
    try append(record.type)
  }
}
