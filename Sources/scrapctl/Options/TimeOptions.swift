// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc

/// The option of commands that use the present time.
struct TimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Unix time to use instead of the kernel's clock.",
      valueName: "seconds"))
  var now: UInt64?

  /// The present time as tokens and requests write it.
  ///
  /// - Throws: status 65 beyond the format's end in 2106 (E-57).
  func seconds() throws(Failure) -> UInt32 {
    let seconds = now ?? UInt64(max(0, time(nil)))
    guard let short = UInt32(exactly: seconds) else {
      throw Failure(
        Failure.input,
        "--now: expected at most \(UInt32.max), found \(seconds)")
    }
    return short
  }
}
