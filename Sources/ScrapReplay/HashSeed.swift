// SPDX-License-Identifier: Apache-2.0

/// The secret of a keyed hash, 128 bits.
struct HashSeed: Equatable, BitwiseCopyable {
  var low: UInt64
  var high: UInt64
}
