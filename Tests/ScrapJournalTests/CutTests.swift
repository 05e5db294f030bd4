// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapJournal

/// One step of a scripted life.
private enum Step {
  case mark(ids: [UInt64], lifetime: UInt32)
  case raiseIssuance
}

/// Marks of chains of 1 to 4, segment changes, and both floors: 32 entries are
/// too few to keep the expired ones.
private func script(count: Int) -> [Step] {
  var steps: [Step] = []
  var id: UInt64 = 0
  for number in 0..<count {
    if number % 17 == 16 { steps.append(.raiseIssuance) }
    let ids = (0..<UInt64(number % 4 + 1)).map { id + $0 }
    id += 4
    steps.append(.mark(ids: ids, lifetime: number % 5 == 0 ? 120 : 60))
  }
  return steps
}

/// Runs a script on a rig and judges it.
private struct Life {
  let rig: Rig
  let steps: [Step]
  /// Chains that were accepted, with their digest.
  var accepted: [[UInt64]: MarkSet] = [:]
  var failures: [String] = []
  var refusals: [(step: Int, reason: ReplayRefusal.Reason)] = []
  var position = 0

  init(rig: Rig, steps: [Step]) {
    self.rig = rig
    self.steps = steps
  }

  var now: UInt64 { 1_000 + 10 * UInt64(position) }

  func set(_ ids: [UInt64], lifetime: UInt32) -> MarkSet {
    let tokens = ids.map {
      token(
        $0, expires: UInt32(now) + lifetime, issued: UInt32(now) - 1,
        ledger: $0 % 3)
    }
    return chain(tokens, digest: ids[0] + 1, lo: now)
  }

  /// Goes on until the end or until power fails.
  mutating func run() {
    while position < steps.count, !rig.medium.isOff {
      switch steps[position] {
      case .mark(let ids, let lifetime):
        let set = set(ids, lifetime: lifetime)
        let refusal = rig.mark(set)
        if refusal == nil {
          if accepted[ids] != nil { failures.append("twice \(ids)") }
          accepted[ids] = set
        } else if let refusal {
          refusals.append((position, refusal))
        }
        if refusal != nil, !rig.medium.isOff, refusal != .replayed,
          refusal != .alreadyAccepted, refusal != .unavailable
        {
          failures.append("step \(position): \(String(describing: refusal))")
        }
      case .raiseIssuance:
        try? rig.store.raiseIssuanceFloor(to: now - 100)
      }
      if !rig.medium.isOff { position += 1 }
    }
  }

  /// After a restart: ready (L1), and nothing that was accepted is accepted
  /// again (S1).
  mutating func restart() {
    let outcome = rig.boot()
    if outcome != .ready { failures.append("\(outcome) at \(position)") }
    for (ids, set) in accepted {
      let refusal = rig.mark(set)
      if refusal == nil { failures.append("replay \(ids)") }
      if refusal == .unavailable || refusal == .full {
        failures.append("\(String(describing: refusal)) \(ids)")
      }
    }
  }
}

private let roomyGeometry = NVMGeometry(
  byteCount: 15 * 1_024, programByteCount: 16, eraseByteCount: 1_024)

private let scriptLength = 42

private func operationCount() -> Int {
  let rig = Rig(entries: 32)
  var life = Life(rig: rig, steps: script(count: scriptLength))
  let before = rig.medium.operationCount
  life.run()
  #expect(life.failures == [])
  #expect(life.accepted.count == scriptLength)
  #expect((rig.control?.currentSegment ?? 0) >= 5)
  return rig.medium.operationCount - before
}

@Test(arguments: [0, 47, 300])
func aCutAtAnyOperationLosesNothing(_ tear: Int) {
  let steps = script(count: scriptLength)
  for operation in 0..<operationCount() {
    let rig = Rig(entries: 32)
    var life = Life(rig: rig, steps: steps)
    rig.medium.faults[rig.medium.operationCount + operation] =
      .cut(afterByteCount: tear)
    life.run()
    life.restart()
    life.run()
    life.restart()
    #expect(life.failures == [], "operation \(operation), tear \(tear)")
  }
}

@Test func anErrorAtAnyOperationLosesNothing() {
  let steps = script(count: scriptLength)
  for operation in 0..<operationCount() {
    for tear in [-1, 60] {
      let rig = Rig(entries: 32)
      var life = Life(rig: rig, steps: steps)
      rig.medium.faults[rig.medium.operationCount + operation] =
        .error(afterByteCount: tear)
      life.run()
      life.restart()
      #expect(life.failures == [], "operation \(operation), tear \(tear)")
      // At most the step that met the error was refused.
      #expect(
        life.accepted.count >= scriptLength - 1,
        "operation \(operation), tear \(tear), \(life.refusals)")
    }
  }
}

@Test func aWriteThatOnlySeemedToSucceedIsNotAnswered() {
  let steps = script(count: scriptLength)
  for operation in 0..<operationCount() {
    let rig = Rig(entries: 32)
    var life = Life(rig: rig, steps: steps)
    rig.medium.faults[rig.medium.operationCount + operation] =
      .silent(afterByteCount: operation % 60)
    life.run()
    life.restart()
    #expect(life.failures == [], "operation \(operation)")
    #expect(life.accepted.count >= scriptLength - 1)
  }
}

@Test func manyCutsInALifeLoseNothing() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let steps = script(count: scriptLength)
  for _ in 0..<TestSeed.trialCount(60) {
    // Room for the slots that cuts eat while nothing expires.
    let rig = Rig(geometry: roomyGeometry, entries: 32)
    var life = Life(rig: rig, steps: steps)
    for _ in 0..<Int.random(in: 2...8, using: &generator) {
      let operation = Int.random(in: 0..<40, using: &generator)
      rig.medium.faults[rig.medium.operationCount + operation] =
        .cut(afterByteCount: .random(in: 0..<300, using: &generator))
      life.run()
      life.restart()
    }
    rig.medium.faults = [:]
    life.run()
    life.restart()
    #expect(life.failures == [], "seed \(seed)")
  }
}

/// Cells that were torn read otherwise at each start.
@Test func cellsThatReadDifferentlyEachTimeLoseNothing() {
  let seed = TestSeed.seed()
  var generator = TestRandom(seed: seed)
  let steps = script(count: scriptLength)
  for trial in 0..<TestSeed.trialCount(80) {
    let rig = Rig(geometry: roomyGeometry, entries: 32)
    rig.medium.weakness = .eachBoot
    rig.medium.seed(generator.next())
    var life = Life(rig: rig, steps: steps)
    for _ in 0..<Int.random(in: 2...8, using: &generator) {
      let operation = Int.random(in: 0..<24, using: &generator)
      rig.medium.faults[rig.medium.operationCount + operation] =
        .cut(afterByteCount: .random(in: 0..<300, using: &generator))
      life.run()
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        life.restart()
        if !life.failures.isEmpty { break }
      }
      if !life.failures.isEmpty { break }
    }
    rig.medium.faults = [:]
    if life.failures.isEmpty { life.run() }
    for _ in 0..<4 { life.restart() }
    #expect(life.failures == [], "trial \(trial) seed \(seed)")
  }
}

/// The same step is cut again and again, at each operation in turn.
@Test func fourHundredCutsInARowLoseNothing() {
  let steps = script(count: scriptLength)
  for start in [3, 9, 14, 20] {
    let rig = Rig(entries: 32)
    var life = Life(rig: rig, steps: steps)
    while life.position < start {
      let target = life.position + 1
      var partial = Life(rig: rig, steps: Array(steps[..<target]))
      partial.accepted = life.accepted
      partial.position = life.position
      partial.run()
      life.accepted = partial.accepted
      life.position = target
    }
    for number in 0..<400 {
      // A new request each time, far in time, so that the ring can turn.
      rig.medium.faults[rig.medium.operationCount + number % 12] =
        .cut(afterByteCount: number * 7 % 200)
      _ = rig.mark(
        chain(
          [token(10_000 + UInt64(number), expires: 100_000)],
          lo: 3_000 + UInt64(number)))
      if number % 40 == 0 {
        life.restart()
      } else {
        let outcome = rig.boot()
        if outcome != .ready { life.failures.append("\(outcome) \(number)") }
      }
      if !life.failures.isEmpty { break }
    }
    #expect(life.failures == [])
  }
}

/// A medium that fails for a while must not lose the record in force.
@Test func failingControlWritesKeepTheRecordInForce() throws {
  for failing in 1...12 {
    for cut in [0, 3, 256, 300] {
      let rig = Rig()
      try rig.store.raiseIssuanceFloor(to: 700)
      _ = rig.mark(chain([token(1, issued: 701)]))
      for operation in 0..<200 where operation % 2 == 0 || cut == 3 {
        rig.medium.faults[rig.medium.operationCount + operation] =
          .error(afterByteCount: cut)
      }
      for number in 0..<failing {
        _ = try? rig.store.raiseIssuanceFloor(to: 800 + UInt64(number))
      }
      rig.medium.faults = [:]
      // With and without another restart.
      if failing % 2 == 0 { #expect(rig.boot() == .ready) }
      #expect(rig.floors.issuedAtSeconds >= 700)
      #expect(rig.mark(chain([token(1, issued: 900)])) == .replayed)
      try rig.store.raiseIssuanceFloor(to: 900)
      #expect(rig.boot() == .ready)
      #expect(rig.floors.issuedAtSeconds == 900)
    }
  }
}

/// Every program fails, erases work: the sector in force must stay.
@Test(arguments: [0, 40, 300])
func failingProgramsKeepTheRecordInForce(_ byteCount: Int) throws {
  for failing in 1...12 {
    let rig = Rig()
    try rig.store.raiseIssuanceFloor(to: 700)
    rig.medium.programFault = .error(afterByteCount: byteCount)
    for number in 0..<failing {
      _ = try? rig.store.raiseIssuanceFloor(to: 800 + UInt64(number))
    }
    rig.medium.programFault = nil
    rig.medium.faults = [:]
    #expect(rig.boot() == .ready, "\(failing)")
    #expect(rig.floors.issuedAtSeconds >= 700)
    try rig.store.raiseIssuanceFloor(to: 900)
    #expect(rig.boot() == .ready)
  }
}

/// Both copies say that all went well, and neither has the record.
@Test(arguments: [-1, 0, 20, 47])
func whatCannotBeReadBackIsNotAnswered(_ byteCount: Int) {
  let rig = Rig()
  #expect(rig.mark(chain([token(1)])) == nil)
  rig.medium.programFault = .silent(afterByteCount: byteCount)
  #expect(rig.mark(chain([token(2)])) == .unavailable)
  rig.medium.programFault = nil
  rig.medium.faults = [:]
  #expect(rig.mark(chain([token(2)])) == nil)
  #expect(rig.boot() == .ready)
  #expect(rig.mark(chain([token(2)])) == .replayed)
}

/// What a cut left in another control sector could come into force later.
@Test func theFirstControlWriteErasesWhatCouldComeBack() throws {
  let rig = Rig()
  for sector in 0..<3 where sector != 0 {
    // Half a record in copy A, as a cut leaves it.
    rig.medium.bytes[sector * 1_024 + 7] = 0x4c
  }
  #expect(rig.boot() == .ready)
  #expect(rig.mark(chain([token(1)])) == nil)
  let sectors = (1..<3).map { sector in
    rig.medium.bytes[sector * 1_024..<(sector + 1) * 1_024]
      .allSatisfy { $0 == 0xff }
  }
  // One of the two holds the new record, the other is erased.
  #expect(sectors.filter { $0 }.count == 1)
}

/// Formatting cut at any operation leaves the old store, none, or the new one.
@Test func formattingIsSafeAgainstCuts() throws {
  var operation = 0
  var isDone = false
  while !isDone {
    let rig = Rig()
    for floor in 1...5 as ClosedRange<UInt64> {
      try rig.store.raiseIssuanceFloor(to: floor * 100)
    }
    rig.medium.faults[rig.medium.operationCount + operation] =
      .cut(afterByteCount: 700)
    isDone = !rig.tryFormat(storeID: 5, 900)
    let outcome = rig.boot()
    let floor = rig.floors.issuedAtSeconds
    #expect(outcome == .ready || outcome == .blank, "\(operation)")
    if outcome == .ready {
      #expect(floor == 500 || floor == 900, "\(operation)")
    }
    operation += 1
  }
  #expect(operation > 8)
}
