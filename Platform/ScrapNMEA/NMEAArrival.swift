// SPDX-License-Identifier: Apache-2.0

/// When a sentence's first byte came.
struct NMEAArrival: Equatable, BitwiseCopyable {
  /// The monotonic counter when it was seen.
  let takenAtNanoseconds: UInt64
  /// How long it may have lain in a buffer before.
  let waitedNanoseconds: UInt64

  /// Whether less than so much silence lies for sure between an earlier time
  /// and this one.
  func isWithin(_ nanoseconds: UInt64, of earlierNanoseconds: UInt64) -> Bool {
    Elapsed.nanoseconds(from: earlierNanoseconds, to: takenAtNanoseconds)
      <= Elapsed.sum(nanoseconds, waitedNanoseconds)
  }
}
