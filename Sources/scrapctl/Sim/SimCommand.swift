// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl sim`.
struct SimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sim",
    abstract: "Play scenarios of a constellation under virtual time.",
    subcommands: [SimRun.self, SimList.self, SimShow.self])
}
