// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport
import Testing

@testable import ScrapSimulation

/// The ground takes an answer for what it answers, and for nothing else.
@Suite struct OperatorAnswerTests {
  /// Answers of a target to these, in order.
  private static func answers(
    to contents: [OperatorContent], in simulation: Simulation
  ) throws -> [[UInt8]] {
    let target = simulation.targets[0]
    _ = try target.switchOn(at: 0)
    return try contents.enumerated().map { index, content in
      let bytes = try simulation.ground.sign(
        content, for: target.profile, trueSeconds: simulation.trueSeconds)
      simulation.commands.append(
        SentCommand(name: "\(index)", kind: content.name, bytes: bytes))
      let reception = target.decide(
        on: Envelope(bytes, route: ["ground", "T"], command: index),
        arrivedAt: 0, now: 1_000_000_000)
      return try #require(reception?.reply)
    }
  }

  @Test func anAnswerBelongsToOneCommand() throws {
    let simulation = try Simulation(
      ShippedScenarioTests.shipped("rotation"), seed: 1)
    func status(_ byte: UInt8) -> OperatorContent {
      .statusRequest(nonce: [UInt8](repeating: byte, count: 16))
    }
    let answers = try Self.answers(
      to: [.counterReset, .counterReset, status(1), status(2)],
      in: simulation)
    let profile = simulation.targets[0].profile
    for (index, bytes) in answers.enumerated() {
      for place in simulation.commands.indices where place != index {
        let mark = simulation.answer(bytes, to: place, from: profile)
        #expect(mark.tone == .bad)
        #expect(simulation.commands[place].status == nil)
      }
      let cut = simulation.answer(
        Array(bytes.dropLast()), to: index, from: profile)
      #expect(cut.tone == .bad)
    }
    for (index, bytes) in answers.enumerated() {
      let mark = simulation.answer(bytes, to: index, from: profile)
      #expect(mark.tone == .good)
      #expect(mark.label == (index < 2 ? "receipt: " : "status: ") + "\(index)")
    }
    let status = try #require(simulation.commands[3].status)
    #expect(status.number("counter_reset_version") == 2)
    #expect(status.number("operator_taken_count") == 3)
  }
}
