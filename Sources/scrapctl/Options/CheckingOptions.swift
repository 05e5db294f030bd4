// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// The option of commands that write tokens or requests.
struct CheckingOptions: ParsableArguments {
  @Flag(
    name: .customLong("unsafe-allow-invalid"),
    help: "Give out what every satellite would refuse; for laboratories.")
  var allowsInvalid = false

  var checking: TokenIssuing.Checking { allowsInvalid ? .none : .full }
}
