// SPDX-License-Identifier: Apache-2.0

/// Where a key may lie: two buckets, and what its cell says of it.
struct KeyPlace: BitwiseCopyable {
  /// The lines of the two buckets; they may be the same.
  var first = 0
  var second = 0
  /// Eight bits of the hash.
  var tag: UInt32 = 0

  /// Whether the key may go to a bucket.
  func mayTake(_ bucket: Int) -> Bool { first == bucket || second == bucket }
}
