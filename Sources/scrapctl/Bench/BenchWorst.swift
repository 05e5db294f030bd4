// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapBench

/// `scrapctl bench worst`.
struct BenchWorst: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worst",
    abstract: "Time single marks with the store full, and look for the worst.",
    discussion: """
      The index is full of live tokens, of which one expires with each that \
      comes, so that every mark first raises a floor on the medium; and \
      segments are opened in between. The medium is plain memory. All of it \
      is done several times from the beginning: a mark does the same work \
      each time, and its shortest time is without what else the machine did. \
      The column "once" is the longest time of all, with that.
      """)

  @Option(help: "Live tokens in the index, a multiple of 4; may be repeated.")
  var entries: [Int] = []

  @Option(help: "Chains to be marked in each repetition.")
  var marks = 20_000

  @Option(help: "How often all of it is done.")
  var repetitions = 5

  @OptionGroup var output: FormatOptions

  /// The most that a store takes.
  private static let entryCountMax = 10_000_000

  func validate() throws {
    guard
      entries.allSatisfy({ $0 % 4 == 0 && (4...Self.entryCountMax ~= $0) }),
      (1...10_000_000).contains(marks), (1...1_000).contains(repetitions)
    else {
      throw ValidationError(
        "Entries are multiples of 4 up to \(Self.entryCountMax); marks 1 to "
          + "10,000,000; repetitions 1 to 1,000.")
    }
  }

  func run() throws {
    let suite = try BenchSuite(
      plan: BenchSuite.Plan(roundCount: 1, directory: nil))
    let counts = entries.isEmpty ? BenchSuite.Plan.entryCounts : entries
    var results: [WorstMarkResult] = []
    for entryCount in counts {
      for tokenCount in [1, 4] {
        Console.progress("\(entryCount) entries, chains of \(tokenCount)")
        results.append(
          try WorstMark(
            suite: suite, entryCount: entryCount, tokenCount: tokenCount,
            markCount: marks, repetitionCount: repetitions
          ).run())
      }
    }
    Console.progress("")
    try WorstTable(results: results).print(output.format)
  }
}
