// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround
import ScrapReplay
import ScrapReport
import SimulatedNVM

// Steps, power, clocks
extension Simulation {
  func play(_ step: ScenarioStep, _ repetition: Int) throws(GroundError) {
    switch step.kind {
    case .request(let request):
      try begin(request, repetition, of: step.count)
    case .replay(let name, let target): replay(name, at: target)
    case .powerCut(let cut): self.cut(cut)
    case .clock(let target, let source, let fault):
      guard let index = targetIndex(target) else { return }
      for place in targets[index].clocks.indices
      where targets[index].clocks[place].name == source {
        targets[index].clocks[place].fault = fault
      }
    case .clockReading(let target):
      guard let index = targetIndex(target),
        let challenge = targets[index].challenge(at: now)
      else { return }
      send(Envelope(challenge, route: [target, Scenario.ground]))
    case .revoke(let token, let target):
      try revoke(token, repetition, of: step.count, at: target)
    case .command(let command):
      try self.command(command, repetition, of: step.count)
    case .junk(let target, let byteCount):
      let bytes = (0..<byteCount).map { _ in UInt8(chance.below(256)) }
      overhear(bytes, at: target)
    }
  }

  /// Somebody sends a request or a command again as he heard it.
  private func replay(_ name: String, at target: String) {
    if let index = exchanges.firstIndex(where: { $0.name == name }) {
      overhear(
        exchanges[index].commander.receipt.request, at: target,
        exchange: index)
    } else if let index = commands.firstIndex(where: { $0.name == name }) {
      overhear(commands[index].bytes, at: target, command: index)
    } else {
      unsentReplays.append(name)
    }
  }

  /// A message from nobody whom the target knows; an answer goes nowhere.
  private func overhear(
    _ bytes: [UInt8], at target: String, exchange: Int? = nil,
    command: Int? = nil
  ) {
    queue.add(
      .arrival(
        Envelope(
          bytes, route: [Self.eavesdropper, target], exchange: exchange,
          command: command)),
      at: now)
  }

  /// Where messages come from that no satellite has sent.
  static let eavesdropper = "eavesdropper"

  private func cut(_ cut: ScenarioStep.PowerCut) {
    guard let index = targetIndex(cut.target) else { return }
    guard let program = cut.program else {
      losePower(index, offMilliseconds: cut.offMilliseconds)
      return
    }
    let target = targets[index]
    pendingOff[index] = cut.offMilliseconds
    var left = program.number
    target.medium.onOperation = { [unowned target] operation in
      guard operation.kind == .program, target.isDeciding else { return }
      left -= 1
      guard left == 0 else { return }
      target.medium.faults[target.medium.operationCount] = .cut(
        afterByteCount: program.afterByteCount)
    }
  }

  /// The medium lost power within a program: the rest of the satellite does.
  func losePowerMidMark(_ index: Int) {
    targets[index].medium.onOperation = nil
    losePower(index, offMilliseconds: pendingOff[index] ?? 10_000)
  }

  private func losePower(_ index: Int, offMilliseconds: Int) {
    guard targets[index].isOn else { return }
    let isMidMark = targets[index].medium.isOff
    countWrites(index, what: isMidMark ? "mark, cut off" : "writes")
    targets[index].switchOff()
    records[index].cuts.append(
      ReportLane.Mark(
        at: now, .bad, isMidMark ? "power cut mid-mark" : "power cut"))
    records[index].power.begin(.bad, "off", at: now)
    records[index].clock.end(at: now)
    queue.add(
      .powerOn(target: index), at: now + UInt64(offMilliseconds) * 1_000_000)
  }

  func switchOn(_ index: Int) throws(GroundError) {
    guard !targets[index].isOn else { return }
    let outcome = try targets[index].switchOn(at: now)
    let start = targets[index].startCount
    if start == 1 {
      // What formatting wrote belongs to no run.
      let counters = targets[index].medium.counters
      records[index].programCount = counters.programCount
      records[index].programByteCount = counters.programmedByteCount
      queue.add(.tick(target: index), at: now)
    } else {
      records[index].restartCount += 1
    }
    records[index].power.begin(
      outcome == .ready ? .good : .bad,
      outcome == .ready ? "start \(start)" : "start \(start): \(outcome)",
      at: now)
    sample(index)
  }
}
