// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport
import ScrapTarget
import ScrapWire

// The operator's station: commands, and what comes back
extension Simulation {
  /// The operator takes a token back.
  func revoke(
    _ token: String, _ repetition: Int, of count: Int, at target: String
  ) throws(GroundError) {
    try command(
      ground.revocation(of: token, repetition),
      name: ScenarioNames.name(token, repetition, of: count), at: target)
  }

  /// The operator commands something else.
  func command(
    _ command: ScenarioStep.Command, _ repetition: Int, of count: Int
  ) throws(GroundError) {
    let name = ScenarioNames.name(command.name, repetition, of: count)
    try self.command(
      ground.content(command, name: name), name: name, at: command.target)
  }

  private func command(
    _ content: OperatorContent, name: String, at target: String
  ) throws(GroundError) {
    guard let index = targetIndex(target) else { return }
    let bytes = try ground.sign(
      content, for: targets[index].profile, trueSeconds: trueSeconds)
    commands.append(
      SentCommand(name: name, kind: content.name, bytes: bytes))
    groundMarks.append(
      ReportLane.Mark(at: now, .event, "\(content.name) sent: \(name)"))
    send(
      Envelope(
        bytes, route: [Scenario.ground, target], command: commands.count - 1))
  }

  /// A target has decided on a message of the operator's.
  func write(
    _ refusal: OperatorRefusal.Reason?, on envelope: Envelope, _ index: Int
  ) {
    var words = "operator's message"
    if let place = envelope.command {
      commands[place].verdicts.append(refusal)
      if refusal == nil, envelope.route.first == Scenario.ground {
        commands[place].dueCount += 1
      }
      words = "\(commands[place].kind) \(commands[place].name)"
    }
    words += refusal.map { " refused, \($0.name)" } ?? " taken"
    records[index].verdicts.append(
      ReportLane.Mark(at: now, refusal == nil ? .good : .bad, words))
  }

  /// A target asks for the time, or answers a command.
  func arriveAtGround(_ envelope: Envelope) throws(GroundError) {
    guard let index = targetIndex(envelope.route[0]) else { return }
    if let place = envelope.command {
      groundMarks.append(
        answer(envelope.bytes, to: place, from: targets[index].profile))
      return
    }
    let reading = try ground.clockReading(
      answering: envelope.bytes,
      trueNanoseconds: scenario.startSeconds * Self.second + now)
    groundMarks.append(.init(at: now, .event, "clock reading sent"))
    send(envelope.answer(reading))
  }

  /// Holds an answer against what was sent.
  func answer(
    _ bytes: [UInt8], to place: Int, from profile: SatelliteProfile
  ) -> ReportLane.Mark {
    let sent = commands[place]
    if let receipt = try? CommandReceipt(message: bytes, from: profile),
      receipt.inReplyTo == (try? OperatorSigning.digest(of: sent.bytes))
    {
      commands[place].isAnswered = true
      return .init(at: now, .good, "receipt: \(sent.name)")
    }
    if let status = try? SatelliteStatus(message: bytes, from: profile),
      status.nonce == (try? OperatorSigning.nonce(of: sent.bytes))
    {
      commands[place].isAnswered = true
      commands[place].status = status
      return .init(at: now, .good, "status: \(sent.name)")
    }
    unverifiedAnswerCount += 1
    return .init(at: now, .bad, "an answer that does not verify")
  }
}
