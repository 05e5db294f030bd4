// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// The option of commands that use chance.
struct ChanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Derive keys, ids and signatures from a number, for tests: whoever "
        + "knows it knows the keys.",
      valueName: "number"))
  var seed: UInt64?

  var chance: Chance { seed.map { Chance.seed($0) } ?? .kernel }
}
