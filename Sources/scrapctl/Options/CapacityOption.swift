// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapVerifier

/// How many used tokens a store is to remember.
struct CapacityOption: ParsableArguments {
  @Option(
    name: .customLong("replay-capacity"),
    help: ArgumentHelp(
      "Used tokens to remember; 10000 by default.", valueName: "tokens"))
  var given: UInt32?

  var tokens: UInt32 { given ?? 10_000 }

  func validate() throws {
    guard let given else { return }
    let range = 1...ProfileLimits.replayCapacityMax
    guard range.contains(given) else {
      throw ValidationError(
        "--replay-capacity: expected 1 to \(range.upperBound).")
    }
  }
}
