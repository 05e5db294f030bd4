// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Where a record's value lies among the bytes that were parsed.
public struct Field: Equatable, Sendable, BitwiseCopyable {
  /// The value's first byte.
  public var offset: UInt16
  /// The value's bytes.
  public var byteCount: UInt16

  /// Makes a field.
  ///
  /// - Precondition: the range ends at or below 65535.
  public init(_ range: Range<Int>) {
    self.offset = UInt16(range.lowerBound)
    self.byteCount = UInt16(range.count)
  }

  /// The value's place as a range of indices.
  public var range: Range<Int> {
    Int(offset)..<Int(offset) + Int(byteCount)
  }
}
