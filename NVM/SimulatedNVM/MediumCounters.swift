// SPDX-License-Identifier: Apache-2.0

/// What a medium was asked for and what it did instead.
public struct MediumCounters: Equatable, Sendable {
  /// Classes of faults.
  public enum FaultClass: Int, CaseIterable, Sendable {
    /// Power failed within an operation.
    case powerCut
    /// A call reported an error.
    case driverError
    /// An operation that was acknowledged did not happen, or not wholly.
    case lostWrite
    /// A program or an erase landed elsewhere.
    case misdirectedWrite
    /// Units that were in a volatile cache were gone after a cut.
    case cacheLoss
    /// A weak range was drawn anew.
    case weakDraw
    /// A read reported an error, or showed something else.
    case falseRead
    /// A bit was flipped at rest.
    case flippedBit
    /// A range was made blank at rest.
    case blankedRange
  }

  /// Reads.
  public internal(set) var readCount = 0
  /// Bytes read.
  public internal(set) var readByteCount = 0
  /// Programs.
  public internal(set) var programCount = 0
  /// Bytes in them.
  public internal(set) var programmedByteCount = 0
  /// Cells that programs were to change.
  public internal(set) var programmedBitCount = 0
  /// Syncs.
  public internal(set) var syncCount = 0
  /// Erases, sector after sector, region after region.
  public internal(set) var eraseCounts: [Int]
  /// Faults that were injected.
  private var faultCounts: [Int]

  init(sectorCount: Int) {
    eraseCounts = Array(repeating: 0, count: sectorCount)
    faultCounts = Array(repeating: 0, count: FaultClass.allCases.count)
  }

  /// Erases of all sectors.
  public var eraseCount: Int { eraseCounts.reduce(0, +) }

  /// Erases of the most and of the least worn sector.
  public var wear: ClosedRange<Int> {
    (eraseCounts.min() ?? 0)...(eraseCounts.max() ?? 0)
  }

  /// Faults of one class.
  public subscript(fault: FaultClass) -> Int { faultCounts[fault.rawValue] }

  /// Faults of all classes.
  public var faultCount: Int { faultCounts.reduce(0, +) }

  /// Forgets the faults.
  mutating func clearFaults() {
    faultCounts = Array(repeating: 0, count: faultCounts.count)
  }

  mutating func count(_ fault: FaultClass, _ number: Int = 1) {
    faultCounts[fault.rawValue] += number
  }
}
