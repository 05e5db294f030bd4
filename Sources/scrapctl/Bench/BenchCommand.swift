// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `scrapctl bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure what decisions, starts and marks cost.",
    discussion: "Without a subcommand: cases.",
    subcommands: [
      BenchCases.self, BenchInstructions.self, BenchThreads.self,
      BenchWear.self, BenchWorker.self, BenchWorst.self,
    ],
    defaultSubcommand: BenchCases.self)
}
