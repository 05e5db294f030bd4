// SPDX-License-Identifier: Apache-2.0

/// Some sectors of 512 bytes, one after another.
public struct SectorRange: Equatable, Sendable, BitwiseCopyable {
  /// The first.
  public var start: UInt64
  /// How many.
  public var count: UInt64

  /// Makes a range.
  public init(start: UInt64, count: UInt64) {
    self.start = start
    self.count = count
  }

  /// The first behind them.
  public var end: UInt64 { start + count }
}
