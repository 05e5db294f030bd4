// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapBench

/// `scrapctl bench cases`.
struct BenchCases: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Measure decisions beside the bare library calls they rest on.",
    discussion: """
      Every round runs each case once, in turn; a ratio is taken within a \
      round, and its median over all rounds is shown. Every outcome is checked.

      A start is measured in a raw loop over the same bytes: it reads both \
      copies in the same pieces, takes every checksum in the same way, and \
      puts what is whole into a plain table. Its own growth with the number \
      of entries is that of a table which outgrows the processor's caches.
      """)

  @Option(help: "Rounds; figures to be shown take 101 or more.")
  var rounds = 101

  @Option(help: "A directory on the medium that durable marks are to go to.")
  var directory = "."

  @Option(
    help: "Only this group of cases, and the bare calls; may be repeated.")
  var group: [BenchGroup] = []

  @Flag(help: "List the names of the cases, one a line.")
  var list = false

  @Option(name: .customLong("case"), help: "Run this case alone, untimed.")
  var name: String?

  @Option(help: "How often --case runs, 1 to 100.")
  var iterations = 100

  /// Rounds' worth of tokens for a case alone: the same, however often it is
  /// to run, so that the difference of two runs is the case's own. Four
  /// operations are the fewest that any case does in a round.
  private static let roundsAlone = 25

  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard rounds > 0, (1...Self.roundsAlone * 4).contains(iterations) else {
      throw ValidationError("Rounds are 1 or more, iterations 1 to 100.")
    }
  }

  func run() throws {
    let place = try BenchDirectory(in: directory)
    defer { place.remove() }
    do {
      if list {
        try printNames(place)
      } else if let name {
        try runAlone(name, place)
      } else {
        try measure(place)
      }
    } catch let error as BenchError {
      throw Failure(Failure.store, "\(error)")
    }
  }

  private func printNames(_ place: BenchDirectory) throws {
    let plan = BenchSuite.Plan(roundCount: 1, directory: place.path)
    for benchCase in try BenchSuite(plan: plan).cases()
    where benchCase.source == nil {
      try Console.print(benchCase.name)
    }
  }

  private func runAlone(_ name: String, _ place: BenchDirectory) throws {
    let plan = BenchSuite.plan(
      forCase: name, roundCount: Self.roundsAlone, directory: place.path)
    let cases = try BenchSuite(plan: plan).cases()
    guard let benchCase = cases.first(where: { $0.name == name }) else {
      throw ValidationError("No case is named \(name); see --list.")
    }
    Bench.repeatCase(benchCase, iterations)
  }

  private func measure(_ place: BenchDirectory) throws {
    Console.progress("signing tokens")
    let plan = BenchSuite.Plan(
      roundCount: rounds + 1,
      groups: Set(group.isEmpty ? BenchGroup.allCases : group),
      directory: place.path)
    let cases = try BenchSuite(plan: plan).cases()
    let results = Bench(cases: cases, roundCount: rounds).run { round in
      Console.progress("round \(round) of \(rounds)")
    }
    Console.progress("")
    try BenchTable(results: results, roundCount: rounds).print(output.format)
  }
}

extension BenchGroup: ExpressibleByArgument {}
