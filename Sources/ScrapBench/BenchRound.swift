// SPDX-License-Identifier: Apache-2.0

/// What one round of one case came to.
struct BenchRound {
  /// Of one operation.
  var nanoseconds: Double
  var preemptionCount: Int
  var allocationCount: UInt64
}
