// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapCommander

/// When a contact asks again and when it gives up.
struct ContactTiming: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Ask so long for an accept, then so long for the proof.",
      valueName: "seconds"))
  var timeout = DecimalSeconds(nanoseconds: 30_000_000_000)
  @Option(
    help: ArgumentHelp(
      "Ask again after this; each wait is twice the one before.",
      valueName: "seconds"))
  var retry = DecimalSeconds(nanoseconds: 500_000_000)
  @Option(
    help: ArgumentHelp("But no longer than this.", valueName: "seconds"))
  var longestRetry = DecimalSeconds(nanoseconds: 8_000_000_000)

  func validate() throws {
    guard timeout.nanoseconds > 0, retry.nanoseconds > 0 else {
      throw ValidationError("--timeout, --retry: expected more than zero.")
    }
  }

  var policy: CommanderPolicy {
    CommanderPolicy(
      firstIntervalNanoseconds: retry.nanoseconds,
      longestIntervalNanoseconds: longestRetry.nanoseconds,
      acceptWithinNanoseconds: timeout.nanoseconds,
      proofWithinNanoseconds: timeout.nanoseconds)
  }
}
