// SPDX-License-Identifier: Apache-2.0

/// What `FileStore.repair` has done.
public struct FileStoreRepair: Equatable, Sendable {
  /// Marks that were written once more.
  public var repairedMarkCount: UInt64 = 0
  /// Control records that were written anew.
  public var repairedControlCount: UInt64 = 0
  /// What the last pass could not repair: the medium failed, or is full.
  public var unrepairedCount: UInt64 = 0
  /// Whether a pass over all memory and the whole medium came to its end, and
  /// the store could be read anew after it.
  public var isComplete = false
}
