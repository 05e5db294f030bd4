// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapClockTrial

/// Lets satellites' clocks go wrong for many days, and judges trusted time.
struct ClockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock",
    abstract: "Random days of clocks, judged against the true time.",
    discussion: """
      A mission is \(TrialReport.dayCount) days of 3 to 200 arbitrations each; \
      all of it follows from the seed and its number. Exit status: 0 no rule \
      was broken, 1 one was, 64 wrong usage.
      """)

  @Option(help: "How many days, in whole missions.")
  var days = 10_000_000

  @Option(help: "Where every random choice comes from. (default: drawn)")
  var seed: SeedArgument?

  @Option(help: "This mission only.")
  var trial: Int?

  @Option(help: "Missions at once. (default: one a processor)")
  var threads: Int?

  @Flag(help: "The rule of SCRAP 10.5.2 instead: 0 only if it is seen to fail.")
  var canary = false

  /// Missions of a canary: two of each kind.
  private static let canaryCount = 8

  func validate() throws {
    guard days > 0, trial ?? 0 >= 0, threads ?? 1 > 0 else {
      throw ValidationError("Days and threads are 1 or more, trials 0 or more.")
    }
  }

  func run() async throws {
    let report = ClockReport(seed: seed?.value ?? .random(in: .min ... .max))
    report.begin()
    let run = DaysRun(
      seed: report.seed, numbers: numbers,
      threadCount: threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
      isCanary: canary)
    let start = ContinuousClock.now
    let summary = await run.run()
    report.show(summary, elapsed: ContinuousClock.now - start)
    let isSound = summary.failures.isEmpty
    if canary {
      print(isSound ? "the canary was not seen" : "the canary was seen")
    }
    if isSound == canary { throw ExitCode(1) }
  }

  private var numbers: Range<Int> {
    if let trial { return trial..<trial + 1 }
    if canary { return 0..<Self.canaryCount }
    return 0..<(days + TrialReport.dayCount - 1) / TrialReport.dayCount
  }
}
