// SPDX-License-Identifier: Apache-2.0

/// What one step of a scrub of the medium has done.
public struct MediumScrub: Equatable, Sendable, BitwiseCopyable {
  /// Marks that were written once more.
  public var repairedMarkCount: UInt32 = 0
  /// Control records that were written anew.
  public var repairedControlCount: UInt32 = 0
  /// Damage that could not be repaired now: the medium failed, or is full.
  public var unrepairedCount: UInt32 = 0
  /// Everything has been looked at since the last pass was complete.
  public var isPassComplete = false
}
