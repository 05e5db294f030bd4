// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The counter of heap allocations that `Scripts/count-allocations` preloads.
enum AllocationCounter {
  private typealias Counter = @convention(c) () -> UInt64

  private static let counter: Counter? = {
    guard let symbol = dlsym(nil, "scrap_malloc_count") else { return nil }
    return unsafeBitCast(symbol, to: Counter.self)
  }()

  /// Allocations so far; nil if the counter is not loaded.
  static var count: UInt64? { counter?() }
}
