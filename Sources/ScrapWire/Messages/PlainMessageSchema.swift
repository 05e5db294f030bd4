// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A message whose records have the types 0, 2, 4 and so on, each of them
/// required once, the signature last.
public protocol PlainMessageSchema: MessageSchema {
  /// How many records there are.
  static var recordCount: Int { get }
}

extension PlainMessageSchema {
  /// Every record is required.
  public static var requiredSlots: UInt32 {
    (1 &<< UInt32(recordCount)) - 1
  }

  /// No record repeats.
  public static var repeatableType: UInt64? { nil }

  /// The signature.
  public static var lastType: UInt64 { UInt64(type(ofSlot: recordCount - 1)) }

  /// The types by slot.
  public static func type(ofSlot slot: Int) -> UInt8 { UInt8(slot * 2) }
}
