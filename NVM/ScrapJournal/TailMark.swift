// SPDX-License-Identifier: Apache-2.0

/// The newest numbers of a journal, kept outside its medium.
public struct TailMark: Equatable, Sendable, BitwiseCopyable {
  /// Which store it belongs to.
  public var storeID: UInt64
  /// The number of the newest control record.
  public var controlSequence: UInt64
  /// The number, since the ring began, of the slot with the newest mark; 0 if
  /// there is none.
  public var slotSequence: UInt64

  /// Makes a mark.
  public init(
    storeID: UInt64, controlSequence: UInt64, slotSequence: UInt64
  ) {
    self.storeID = storeID
    self.controlSequence = controlSequence
    self.slotSequence = slotSequence
  }
}
