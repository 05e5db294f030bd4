// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A rate as COUNT/SECONDS: so many tasks in any so many seconds.
struct RateArgument: ExpressibleByArgument {
  let count: UInt32
  let periodSeconds: UInt32

  init?(argument: String) {
    let parts = argument.split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = UInt32(parts[0]),
      let period = UInt32(parts[1])
    else { return nil }
    self.count = count
    self.periodSeconds = period
  }
}
