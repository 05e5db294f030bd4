// SPDX-License-Identifier: Apache-2.0

/// Both ends in Unix nanoseconds.
struct TrialInterval: Equatable {
  var lo: Int64
  var hi: Int64

  func holds(_ other: TrialInterval) -> Bool {
    lo <= other.lo && other.hi <= hi
  }

  func wider(by nanoseconds: Int64) -> TrialInterval {
    TrialInterval(lo: lo - nanoseconds, hi: hi + nanoseconds)
  }
}
