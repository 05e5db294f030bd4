// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What a rate ledger keeps besides its ring.
struct LedgerState: Equatable, BitwiseCopyable {
  /// The place of the next event.
  var next: UInt32 = 0
  /// Events in the ring.
  var count: UInt32 = 0
  /// No forgotten event is later than this; 0 if nothing was forgotten.
  var horizonSeconds: UInt64 = 0

  func fold(into fold: inout Fold) {
    fold.take(UInt64(next) &<< 32 | UInt64(count))
    fold.take(horizonSeconds)
  }
}
