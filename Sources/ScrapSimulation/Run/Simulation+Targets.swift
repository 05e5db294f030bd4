// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReport
import ScrapVerifier
import ScrapWire

// A target's one processor: messages wait, are decided on one after another,
// and each takes the time that the scenario gives it
extension Simulation {
  func arrive(_ envelope: Envelope, at index: Int) {
    let target = targets[index]
    guard target.isOn, target.inbox.count < TargetNode.inboxCountMax else {
      records[index].missedCount += 1
      return
    }
    target.inbox.append((envelope, now))
    if target.reception == nil { serve(index) }
  }

  private func serve(_ index: Int) {
    let target = targets[index]
    guard !target.inbox.isEmpty else { return }
    let (envelope, arrivedAt) = target.inbox.removeFirst()
    guard
      let reception = target.decide(
        on: envelope, arrivedAt: arrivedAt, now: now)
    else {
      losePowerMidMark(index)
      return
    }
    target.reception = reception
    countWrites(index, what: "mark of \(name(of: envelope))")
    queue.add(
      .served(target: index, start: target.startCount),
      at: now + cost(of: reception, scenario.targets[index].work))
  }

  func name(of envelope: Envelope) -> String {
    if let place = envelope.exchange { return exchanges[place].name }
    if let place = envelope.command { return commands[place].name }
    return envelope.route.first == Scenario.ground ? "clock reading" : "junk"
  }

  /// How long the processor takes, by how far the message came.
  private func cost(
    of reception: Reception, _ work: ScenarioWork
  ) -> UInt64 {
    let tokens = reception.envelope.exchange.map { exchanges[$0].tokenCount }
    var signatures = 0
    var marks = 0
    switch reception.result {
    case .granted:
      signatures = (tokens ?? 0) + 1
      marks = 1
    case .refused(let refusal):
      if refusal.step == .signatures {
        signatures = (refusal.chainIndex ?? 0) + 1
      } else if refusal.step.rawValue > Step.signatures.rawValue {
        signatures = (tokens ?? 0) + 1
      }
    case .bound: signatures = 1
    case .commanded(let refusal):
      signatures = 1
      marks = refusal == nil ? 1 : 0
    case .statusTold, .other: signatures = 1
    }
    if !reception.reply.isEmpty { signatures += 1 }
    let microseconds =
      work.messageMicroseconds + signatures * work.signatureMicroseconds
      + marks * work.markMicroseconds
    return UInt64(microseconds) * 1_000
  }

  /// The processor is done: the verdict is out, and the answer is sent.
  func served(_ index: Int) {
    let target = targets[index]
    guard let reception = target.reception else { return }
    target.reception = nil
    switch reception.result {
    case .granted(let digest, let tokenID):
      write(reception, nil, index)
      begin(digest, tokenID, reception.envelope, index)
    case .refused(let refusal): write(reception, refusal, index)
    case .bound(let tokenID): start(tokenID, index)
    case .commanded(let refusal): write(refusal, on: reception.envelope, index)
    case .statusTold: write(nil, on: reception.envelope, index)
    case .other(let word, let isGood):
      records[index].verdicts.append(
        ReportLane.Mark(at: now, isGood ? .good : .bad, word))
    }
    if !reception.reply.isEmpty {
      send(reception.envelope.answer(reception.reply))
    }
    serve(index)
  }

  private func write(_ reception: Reception, _ refusal: Refusal?, _ index: Int)
  {
    let name = name(of: reception.envelope)
    let verdict = ReportVerdict(
      at: now, target: scenario.targets[index].id,
      sender: reception.envelope.route.first ?? "", request: name,
      reason: refusal?.reason, chainIndex: refusal?.chainIndex,
      offset: refusal?.offset, latencyNanoseconds: now - reception.arrivedAt)
    verdicts.append(verdict)
    let tone: ReportTone =
      switch refusal?.reason {
      case nil: .good
      case .alreadyAccepted: .caution
      default: .bad
      }
    records[index].verdicts.append(
      ReportLane.Mark(at: now, tone, "\(verdict.word): \(name)"))
  }

  // MARK: Tasks

  private func begin(
    _ digest: Digest, _ tokenID: TokenID, _ envelope: Envelope, _ index: Int
  ) {
    let target = targets[index]
    grants.append(
      (name(of: envelope), (0..<16).map { tokenID.byte(at: $0) }))
    if target.tasks.count == TargetNode.taskCountMax {
      target.tasks.removeFirst()
    }
    target.tasks.append(
      RunningTask(digest: digest, tokenID: tokenID, envelope: envelope))
  }

  /// The payment is bound: the task runs, once; bound again, its proof is sent
  /// again.
  private func start(_ tokenID: TokenID, _ index: Int) {
    let target = targets[index]
    guard let place = target.tasks.lastIndex(where: { $0.tokenID == tokenID })
    else { return }
    let task = target.tasks[place]
    guard task.isStarted else {
      target.tasks[place].isStarted = true
      let run = UInt64(scenario.targets[index].taskMilliseconds) * 1_000_000
      queue.add(
        .taskDone(target: index, start: target.startCount, task.digest),
        at: now + run)
      return
    }
    if let proof = task.proof { send(task.envelope.answer(proof)) }
  }

  /// A task has run: its proof is made and sent.
  func finish(_ digest: Digest, of index: Int) {
    let target = targets[index]
    guard let place = target.tasks.firstIndex(where: { $0.digest == digest }),
      let proof = target.proof(of: digest, at: now)
    else { return }
    target.tasks[place].proof = proof
    send(target.tasks[place].envelope.answer(proof))
  }
}
