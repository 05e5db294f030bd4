// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapReplay
public import ScrapReport
import ScrapVerifier
import SimulatedNVM

/// A constellation in one process: everything that happens follows from a
/// scenario and a seed, nothing from a clock, a file or another thread.
///
/// Ground and commanders are the real ones (`ScrapGround`, `ScrapCommander`),
/// the targets are `TimedTarget` over the real store and journal; simulated are
/// links, clocks, media and power.
public final class Simulation {
  static let second: UInt64 = 1_000_000_000

  let scenario: Scenario
  let seed: UInt64
  let ground: Ground
  let endAt: UInt64
  var queue = EventQueue<SimulationEvent>()
  var now: UInt64 = 0
  var links: [SimulatedLink]
  var targets: [TargetNode] = []
  var exchanges: [Exchange] = []
  var commands: [SentCommand] = []
  /// For eavesdroppers and junk.
  var chance: SeededChance
  /// What relays hold.
  var heldUntil: [(relay: String, until: UInt64)] = []
  /// How long power is gone after a cut that is armed, by target.
  var pendingOff: [Int: Int] = [:]

  // MARK: What is written down

  var records: [TargetRecord]
  var verdicts: [ReportVerdict] = []
  var commanderMarks: [[ReportLane.Mark]]
  var linkMarks: [[ReportLane.Mark]]
  var groundMarks: [ReportLane.Mark] = []
  var lostCount = 0
  var duplicateCount = 0
  /// Answers to commands that did not verify.
  var unverifiedAnswerCount = 0
  /// What was to be sent again before it was sent.
  var unsentReplays: [String] = []
  var grants: [(request: String, key: [UInt8])] = []

  /// Plays a scenario.
  ///
  /// - Parameters:
  ///   - scenario: what to play.
  ///   - seed: where all chance comes from; nil for the scenario's own.
  ///   - command: the line that the report is to name.
  /// - Returns: the report, with a check for each expectation.
  /// - Throws: `wrongValue` for what no token, profile or store can hold.
  public static func run(
    _ scenario: Scenario, seed: UInt64? = nil, command: String
  ) throws(GroundError) -> ReportModel {
    let simulation = try Simulation(scenario, seed: seed ?? scenario.seed)
    try simulation.run()
    return simulation.report(command: command)
  }

  init(_ scenario: Scenario, seed: UInt64) throws(GroundError) {
    self.scenario = scenario
    self.seed = seed
    ground = try Ground(scenario, seed: seed)
    endAt = UInt64(scenario.durationSeconds) * Self.second
    var chance = SeededChance(seed: seed)
    links = scenario.links.map { SimulatedLink($0, seed: chance.next()) }
    let targetSeeds = scenario.targets.map { _ in chance.next() }
    self.chance = SeededChance(seed: chance.next())
    records = scenario.targets.map { _ in TargetRecord() }
    commanderMarks = scenario.commanders.map { _ in [] }
    linkMarks = scenario.links.map { _ in [] }
    for (model, seed) in zip(scenario.targets, targetSeeds) {
      targets.append(
        try TargetNode(
          model, ground: ground, startSeconds: scenario.startSeconds,
          seed: seed))
    }
  }

  /// How long a target is idle before it looks after itself: a second, or ten
  /// where a scenario lasts longer than an hour.
  private var tickNanoseconds: UInt64 {
    scenario.durationSeconds <= 3_600 ? Self.second : 10 * Self.second
  }

  func run() throws(GroundError) {
    for index in targets.indices { try switchOn(index) }
    for (number, step) in scenario.steps.enumerated() {
      for repetition in 0..<step.count {
        let at =
          step.atMilliseconds + repetition * step.everyMilliseconds
        queue.add(
          .step(number, repetition: repetition), at: UInt64(at) * 1_000_000)
      }
    }
    while let (at, event) = queue.next(), at <= endAt {
      now = at
      try handle(event)
    }
    now = endAt
    for index in records.indices {
      sample(index)
      records[index].clock.end(at: now)
      records[index].power.end(at: now)
    }
  }

  private func handle(_ event: SimulationEvent) throws(GroundError) {
    switch event {
    case .step(let number, let repetition):
      try play(scenario.steps[number], repetition)
    case .arrival(let envelope): try arrive(envelope)
    case .forward(let envelope): send(envelope)
    case .served(let target, let start):
      if targets[target].startCount == start { served(target) }
    case .taskDone(let target, let start, let digest):
      if targets[target].startCount == start { finish(digest, of: target) }
    case .tick(let target): tick(target)
    case .powerOn(let target): try switchOn(target)
    case .deadline(let exchange): try advance(exchange)
    }
  }

  // MARK: Places

  func targetIndex(_ id: String) -> Int? {
    scenario.targets.firstIndex { $0.id == id }
  }

  func commanderIndex(_ id: String) -> Int? {
    scenario.commanders.firstIndex { $0.id == id }
  }

  /// The true time, Unix seconds.
  var trueSeconds: UInt64 { scenario.startSeconds + now / Self.second }

  private func tick(_ index: Int) {
    queue.add(.tick(target: index), at: now + tickNanoseconds)
    let target = targets[index]
    guard target.isOn else { return }
    // A scrub step once a minute; it reads a segment of each copy.
    let isScrubbing = now / Self.second % 60 == 0
    guard let decision = target.tick(at: now, isScrubbing: isScrubbing) else {
      return
    }
    if let interval = decision.interval, target.isFalse(interval, at: now) {
      records[index].falseTimeCount += 1
    }
    let reason = decision.reason
    let tone: ReportTone =
      reason == .heldOver ? .caution : reason.isTrusted ? .good : .bad
    records[index].clock.begin(tone, "\(reason.name)", at: now)
    countWrites(index, what: "time mark or repair")
  }

  /// Marks what the medium was programmed with since the last time.
  func countWrites(_ index: Int, what: String) {
    let counters = targets[index].medium.counters
    let programs = counters.programCount - records[index].programCount
    let bytes =
      counters.programmedByteCount - records[index].programByteCount
    guard programs > 0 else { return }
    records[index].programCount = counters.programCount
    records[index].programByteCount = counters.programmedByteCount
    records[index].writes.append(
      ReportLane.Mark(
        at: now, .event, "\(what): \(programs) programs, \(bytes) bytes"))
    sample(index)
  }

  func sample(_ index: Int) {
    guard targets[index].isOn else { return }
    let count = targets[index].statistics.entryCount
    guard records[index].samples.last?.entryCount != count else { return }
    records[index].samples.append(
      ReportStore.Sample(at: now, entryCount: count))
  }
}
