// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// What a read meets.
  public enum ReadFault: Equatable, Sendable {
    /// The device reports an error.
    case error
    /// Everything reads as erased.
    case blank
    /// What was there at the last `keepStaleImage`.
    case stale
    /// What lies at that byte of the medium.
    case elsewhere(Int)
  }
}
