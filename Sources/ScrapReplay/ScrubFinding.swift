// SPDX-License-Identifier: Apache-2.0

/// What a journal met in one step of looking after its medium.
public enum ScrubFinding: Equatable, Sendable, BitwiseCopyable {
  /// Everything looked at is whole; the pass goes on.
  case sound
  /// Everything looked at is whole, and a pass over the medium is complete.
  case passComplete
  /// The control record was damaged and has been written anew.
  case controlRepaired
  /// A mark's record is whole in one copy only.
  case half(SlotMark)
  /// A record that was answered may be whole in neither copy.
  case lost(slot: UInt32)
}
