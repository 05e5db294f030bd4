// SPDX-License-Identifier: Apache-2.0

/// What one known record type may look like.
public struct RecordRule: Sendable, BitwiseCopyable {
  /// The record's place in the table of fields; ascends with the type.
  public var slot: Int
  /// Bytes of the shortest value.
  public var byteCountMin: Int
  /// Bytes of the longest value.
  public var byteCountMax: Int

  /// Makes a rule.
  public init(_ slot: Int, _ byteCountMin: Int, _ byteCountMax: Int) {
    self.slot = slot
    self.byteCountMin = byteCountMin
    self.byteCountMax = byteCountMax
  }
}

/// The records of one kind of TLV stream: a token or a message body.
public protocol RecordSchema {
  /// The rule of a known type; nil for an unknown one.
  static func rule(for type: UInt64) -> RecordRule?
  /// The slots that must be filled, as a set of bits.
  static var requiredSlots: UInt32 { get }
  /// The types by slot.
  static func type(ofSlot slot: Int) -> UInt8
  /// The only type that may repeat, in one run; nil if none may.
  static var repeatableType: UInt64? { get }
  /// The type that ends the stream: the signature.
  static var lastType: UInt64 { get }
}
