// SPDX-License-Identifier: Apache-2.0

/// An operation that a medium is about to do.
public struct PendingOperation {
  /// The kinds of operations.
  public enum Kind: Sendable {
    /// Bytes are to be programmed.
    case program
    /// A unit is to be erased.
    case erase
    /// What was written is to be made durable.
    case sync
  }

  /// What is to be done.
  public let kind: Kind
  /// Bytes of the medium that are to change; empty for a sync.
  public let range: Range<Int>
  /// Which region.
  let region: Int
  /// What is to be programmed: as long as `range`, for the length of the call;
  /// empty unless something is.
  let source: UnsafeRawBufferPointer
}
