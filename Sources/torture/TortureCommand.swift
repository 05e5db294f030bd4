// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapTorture

/// Tortures the journal and the store with simulated faults.
struct TortureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Inject faults into the store of used tokens, and judge it.",
    discussion: """
      Each trial follows from the seed, the campaign and its number. Exit \
      status: 0 no promise was broken, 1 one was, 64 wrong usage.
      """)

  @Option(help: "How long. (default: 30)")
  var minutes: Double?

  @Option(help: "Where every random choice comes from. (default: drawn)")
  var seed: SeedArgument?

  @Flag(
    help: "A fixed number of trials: over 2 million cuts, 7 million faults.")
  var bounded = false

  @Option(help: "One campaign only; --list names them.")
  var campaign: String?

  @Option(help: "One trial only.")
  var trial: Int?

  @Option(help: "Trials at once. (default: one a processor)")
  var threads: Int?

  @Option(help: "text for people, json for one object a line.")
  var format: OutputFormat = .text

  @Flag(help: "A broken store: 0 only if the violation is seen.")
  var canary = false

  @Flag(
    help: "Says each trial before it begins: the last one trapped, if one did.")
  var trace = false

  @Flag(help: "Names the campaigns.")
  var list = false

  /// Rounds of a bounded run: enough for every pattern of one and two bits.
  private static let boundedRoundCount = 3

  func validate() throws {
    if let trial, trial < 0 || campaign == nil {
      throw ValidationError("--trial needs a --campaign, and counts from 0.")
    }
    if bounded, minutes != nil {
      throw ValidationError("--bounded takes no --minutes.")
    }
    if let minutes, !(minutes > 0) {
      throw ValidationError("--minutes must be above 0.")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads must be 1 or more.")
    }
  }

  func run() async throws {
    if list {
      for campaign in Campaign.all { print(campaign.name) }
      return
    }
    let seed = self.seed?.value ?? UInt64.random(in: .min ... .max)
    let report = TortureReport(seed: seed, format: format)
    let run = TortureRun(
      seed: seed, campaigns: try campaigns(), end: end,
      threadCount: threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    )
    report.begin()
    let progress = Progress()
    let isTraced = trace
    let summary = await run.run(
      begin: { if isTraced { report.trace($0, $1) } },
      progress: { progress.show($0) })
    progress.clear()
    report.show(summary)
    let isSound = summary.total.violationCount == 0
    if canary {
      print(isSound ? "the canary was not seen" : "the canary was seen")
    }
    if isSound == canary { throw ExitCode(1) }
  }

  private var end: TortureRun.End {
    if canary { return .rounds(1) }
    if let trial { return .trial(trial) }
    if bounded { return .rounds(Self.boundedRoundCount) }
    return .time(.seconds((minutes ?? 30) * 60))
  }

  private func campaigns() throws -> [Campaign] {
    if canary { return [.canary] }
    guard let name = campaign else { return Campaign.all }
    let known = Campaign.all + [.canary]
    let named = known.filter { $0.name == name }
    guard !named.isEmpty else {
      throw ValidationError("No campaign is called \(name).")
    }
    return named
  }
}
