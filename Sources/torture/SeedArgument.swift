// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A seed: decimal, or hexadecimal after 0x.
struct SeedArgument: ExpressibleByArgument {
  let value: UInt64

  init?(argument: String) {
    let isHex = argument.lowercased().hasPrefix("0x")
    let digits = isHex ? argument.dropFirst(2) : argument[...]
    guard let value = UInt64(digits, radix: isHex ? 16 : 10) else {
      return nil
    }
    self.value = value
  }
}
