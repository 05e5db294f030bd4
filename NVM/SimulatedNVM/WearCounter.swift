// SPDX-License-Identifier: Apache-2.0

/// Counts what one copy of a journal does to its medium, control sectors and
/// ring apart.
public final class WearCounter {
  private let ringOffset: UInt64
  /// In the control sectors.
  public private(set) var control = WearCount()
  /// In the ring of segments.
  public private(set) var ring = WearCount()

  /// A counter for a region whose ring begins at an offset.
  public init(ringOffset: UInt64) { self.ringOffset = ringOffset }

  func count(at offset: UInt64, _ change: (inout WearCount) -> Void) {
    if offset < ringOffset { change(&control) } else { change(&ring) }
  }
}
