// SPDX-License-Identifier: Apache-2.0

/// The instant that a sentence names.
struct NMEAInstant: Equatable, BitwiseCopyable {
  let unixSeconds: Int64
  let nanoseconds: UInt32
  /// Unix time gives a leap second the number of the second after it.
  let isLeapSecond: Bool
}
