// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapBench
import ScrapGround

/// `scrapctl bench threads`.
struct BenchThreads: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "threads",
    abstract: "Decide in one thread and in two, over one shared store.",
    discussion: """
      Every round verifies the same tokens bare and decides on them, in one \
      thread and in two that begin together. Only the exclusive step holds \
      the store's lock. Scaling is how many times as much two threads do; its \
      ratio to that of the bare signatures is taken within a round.
      """)

  @Option(help: "Rounds; figures to be shown take 101 or more.")
  var rounds = 201

  @Option(help: "Tokens that each thread verifies in one round.")
  var tokens = 60

  @OptionGroup var output: FormatOptions

  /// The share of the bare signatures' scaling that is aimed at, and of their
  /// number in one thread.
  private static let goal = 0.97

  func validate() throws {
    guard (1...10_000).contains(rounds), (1...1_000).contains(tokens) else {
      throw ValidationError(
        "Rounds are 1 to 10,000, tokens 1 to 1,000.")
    }
  }

  func run() throws {
    Console.progress("signing tokens")
    let suite = try BenchSuite(
      plan: BenchSuite.Plan(roundCount: 1, directory: nil))
    let result = try ThreadTrial(
      suite: suite, roundCount: rounds, tokenCount: tokens
    ).run { Console.progress("round \($0) of \(rounds)") }
    Console.progress("")
    if output.format == .json {
      try Console.print(Self.json(result))
    } else {
      for line in Self.lines(result) { try Console.print(line) }
    }
  }

  private static func lines(_ result: ThreadResult) -> [String] {
    [
      ("bare signatures a second, one thread", result.barePerSecond),
      ("decisions a second, one thread", result.decisionsPerSecond),
      ("decisions a second, two threads", result.decisionsPerSecondOfTwo),
      ("scaling of bare signatures", result.bareScaling),
      ("scaling of decisions", result.decisionScaling),
      ("decisions in bare signatures, one thread", result.oneThreadRatio),
      ("decisions in bare signatures, two threads", result.twoThreadRatio),
    ].map { Columns.left($0.0, 44) + Columns.right("\(rounded($0.1))", 12) }
      + [
        Columns.left("scaling in scaling", 44)
          + Columns.right("\(rounded(result.scalingRatio))", 12)
          + (result.scalingRatio >= goal ? "  met " : "  missed ") + "\(goal)",
        "\(result.undisturbedCount) of \(result.roundCount) rounds undisturbed",
      ]
  }

  private static func json(_ result: ThreadResult) -> String {
    JSONText.object([
      ("rounds", .integer(UInt64(result.roundCount))),
      ("undisturbed_rounds", .integer(UInt64(result.undisturbedCount))),
      ("bare_per_second", .decimal(rounded(result.barePerSecond))),
      ("decisions_per_second", .decimal(rounded(result.decisionsPerSecond))),
      (
        "decisions_per_second_of_two",
        .decimal(rounded(result.decisionsPerSecondOfTwo))
      ),
      ("bare_scaling", .decimal(rounded(result.bareScaling))),
      ("decision_scaling", .decimal(rounded(result.decisionScaling))),
      ("one_thread_ratio", .decimal(rounded(result.oneThreadRatio))),
      ("two_thread_ratio", .decimal(rounded(result.twoThreadRatio))),
      ("scaling_ratio", .decimal(rounded(result.scalingRatio))),
      ("goal", .decimal(goal)),
      ("is_met", .bool(result.scalingRatio >= goal)),
    ]).line
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 10_000).rounded() / 10_000
  }
}
