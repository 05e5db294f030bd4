// SPDX-License-Identifier: Apache-2.0

/// Operations on a medium, and the bytes they were about.
public struct WearCount: Equatable, Sendable {
  /// Programs.
  public var programCount = 0
  /// Bytes programmed.
  public var programByteCount = 0
  /// Erases; on media that need none, passes of fill.
  public var eraseCount = 0
  /// Reads.
  public var readCount = 0
  /// Bytes read.
  public var readByteCount = 0

  /// Nothing yet.
  public init() {}

  /// What came after `earlier`.
  public func since(_ earlier: WearCount) -> WearCount {
    var count = self
    count.add(earlier, times: -1)
    return count
  }

  /// Adds another count, so many times.
  public mutating func add(_ other: WearCount, times: Int = 1) {
    programCount += times * other.programCount
    programByteCount += times * other.programByteCount
    eraseCount += times * other.eraseCount
    readCount += times * other.readCount
    readByteCount += times * other.readByteCount
  }
}
