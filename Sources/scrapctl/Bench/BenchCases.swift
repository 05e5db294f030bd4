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
      round, and its median over the rounds is shown in which the kernel gave \
      the processor to nobody else; percentiles are of every sample of every \
      round. Every outcome is checked. If the bare signature's own rounds lie \
      apart, the run says that it was not steady.

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

  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("Rounds are 1 or more.") }
  }

  func run() throws {
    let place = try BenchDirectory(in: directory)
    defer { place.remove() }
    do {
      if list {
        try printNames(place)
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
