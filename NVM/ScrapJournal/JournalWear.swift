// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Erases so far, reckoned from numbers that the medium keeps anyway: they need
/// no writes of their own and outlive every restart.
public struct JournalWear: Equatable, Sendable, BitwiseCopyable {
  /// Segments opened so far.
  public var segmentOpeningCount: UInt64
  /// Erases of the most worn segment, at most; the least worn has one less. Not
  /// counted are tries after a failure.
  public var segmentEraseCountMax: UInt64
  /// Control records written so far, at most: positions are passed over at each
  /// restart and failure.
  public var controlRecordCountMax: UInt64
  /// Erases of the most worn control sector, at most.
  public var controlEraseCountMax: UInt64
}

extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Erases so far; nil before a control record was found.
  public var wear: JournalWear? {
    guard let control = controlRecord else { return nil }
    let segments = UInt64(layout.segmentCount)
    let positions = UInt64(layout.positionsPerSector)
    let sectors = UInt64(layout.controlSectorCount)
    let newest = control.newestSegment
    return JournalWear(
      segmentOpeningCount: control.currentSegment,
      segmentEraseCountMax: (newest + segments - 1) / segments,
      controlRecordCountMax: control.sequence + 1 - positions * sectors,
      controlEraseCountMax: control.sequence / positions / sectors
        + UInt64(control.sweepCount) + 1)
  }
}
