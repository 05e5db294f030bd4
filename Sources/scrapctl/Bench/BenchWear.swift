// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapBench

/// `scrapctl bench wear`.
struct BenchWear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wear",
    abstract: "Count what marks do to a medium, for each kind of medium.",
    discussion: """
      Marks at a steady rate, counted over two turns of the ring or more, for \
      one copy; the other is worn alike. The counts repeat exactly. An erase \
      of FRAM and MRAM is a fill.
      """)

  @OptionGroup var output: FormatOptions

  func run() throws {
    var results: [WearResult] = []
    for medium in WearMedium.all {
      for tokenCount in 1...4 {
        Console.progress("\(medium.name), chains of \(tokenCount)")
        results.append(try WearTrial(medium, tokenCount: tokenCount).run())
      }
    }
    // With the index full of live tokens each mark needs a control record.
    for medium in WearMedium.all {
      Console.progress("\(medium.name), index full")
      results.append(try WearTrial(medium, tokenCount: 1, load: .full).run())
    }
    Console.progress("")
    try WearTable(results: results).print(output.format)
  }
}
