// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What an index keeps besides its tables.
struct IndexState: Equatable, BitwiseCopyable {
  /// The secret of this boot.
  var hash: KeyedHash
  /// Entries in use.
  var count: UInt32 = 0
  /// The first of the freed entries, which are chained through `slot`, plus
  /// one; 0 ends the chain.
  var freeHead: UInt32 = 0
  /// Entries from here on have not been used yet.
  var untouchedFrom: UInt32 = 0

  func fold(into fold: inout Fold) {
    fold.take(hash.seed.low)
    fold.take(hash.seed.high)
    fold.take(UInt64(count) &<< 32 | UInt64(freeHead))
    fold.take(UInt64(untouchedFrom))
  }
}
