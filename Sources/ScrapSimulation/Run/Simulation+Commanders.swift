// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround
import ScrapReport

// Commanders: one exchange each, driven by time and answers
extension Simulation {
  func begin(
    _ request: ScenarioStep.Request, _ repetition: Int, of count: Int
  ) throws(GroundError) {
    guard let place = commanderIndex(request.commander) else { return }
    let model = scenario.commanders[place]
    let name = ScenarioNames.name(request.name, repetition, of: count)
    let chain = ground.chain(request.token, repetition)
    let message = try RequestSigning.sign(
      RequestDescription(
        taskID: name, timestampSeconds: UInt32(clamping: trueSeconds),
        chain: chain, taskType: request.capability),
      key: ground.party(request.commander).key, checking: .none)
    exchanges.append(
      Exchange(
        name: name,
        route: [request.commander] + request.relays + [request.target],
        tokenCount: chain.count, sentAt: now,
        commander: try Commander(
          request: SignedRequest(parsing: message, place: name),
          executorKey: ground.party(request.target).publicKey,
          policy: Self.policy(model))))
    try advance(exchanges.count - 1)
  }

  private static func policy(_ model: ScenarioCommander) -> CommanderPolicy {
    CommanderPolicy(
      firstIntervalNanoseconds: UInt64(model.retryMilliseconds) * 1_000_000,
      longestIntervalNanoseconds: UInt64(model.retryMaxMilliseconds)
        * 1_000_000,
      acceptWithinNanoseconds: UInt64(model.acceptWithinSeconds) * second,
      proofWithinNanoseconds: UInt64(model.proofWithinSeconds) * second)
  }

  /// A commander lets time pass.
  func advance(_ index: Int) throws(GroundError) {
    let step = exchanges[index].commander.advance(nowNanoseconds: now)
    carryOut(step, index)
  }

  /// An answer reaches a commander.
  func receive(_ bytes: [UInt8], _ index: Int) throws(GroundError) {
    let commander = exchanges[index].route[0]
    let step = try exchanges[index].commander.receive(
      bytes, nowNanoseconds: now, unixSeconds: trueSeconds,
      key: ground.party(commander).key)
    carryOut(step, index)
  }

  private func carryOut(_ step: CommanderStep, _ index: Int) {
    for event in step.events { write(event, index) }
    for datagram in step.datagrams {
      send(
        Envelope(
          datagram, route: exchanges[index].route, exchange: index))
    }
    guard let deadline = exchanges[index].commander.deadlineNanoseconds else {
      return
    }
    queue.add(.deadline(exchange: index), at: max(deadline, now))
  }

  private func write(_ event: CommanderEvent, _ index: Int) {
    let name = exchanges[index].name
    let (tone, word): (ReportTone, String)
    switch event {
    case .requestSent(let attempt):
      exchanges[index].attemptCount = attempt
      (tone, word) = (.event, attempt == 1 ? "sent" : "sent again")
    case .acceptVerified:
      exchanges[index].answeredAt = now
      exchanges[index].refusal = nil
      (tone, word) = (.good, "accept verified")
    case .bindingSent: (tone, word) = (.event, "binding sent")
    case .proofVerified:
      exchanges[index].provedAt = now
      (tone, word) = (.good, "proof verified")
    case .rejectVerified(let facts):
      exchanges[index].answeredAt = now
      exchanges[index].refusal = facts.name
      (tone, word) = (.bad, "reject verified")
    case .ignored: (tone, word) = (.caution, "ignored an answer")
    case .gaveUp: (tone, word) = (.bad, "gave up")
    }
    guard let place = commanderIndex(exchanges[index].route[0]) else { return }
    commanderMarks[place].append(
      ReportLane.Mark(at: now, tone, "\(word): \(name)"))
  }
}
