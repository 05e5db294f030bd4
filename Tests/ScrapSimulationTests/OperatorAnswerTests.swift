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

  private static func rotation(_ changes: (String, String)...) throws
    -> Scenario
  {
    var text = try #require(ShippedScenarios.text("rotation"))
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try Scenario(yaml: Array(text.utf8), name: "rotation")
  }

  @Test func whatWasTakenIsAnswered() throws {
    let model = try Simulation.run(Self.rotation(), command: "test")
    let answers = model.checks.filter { $0.name.hasPrefix("answer to ") }
    #expect(answers.count == 8)
    #expect(answers.allSatisfy { $0.found == "verified" && $0.hasHeld })
    #expect(
      model.checks.contains(
        ReportCheck(
          "answers to commands that do not verify", expected: "0", found: "0")))
  }

  /// The satellite signs with another key than its profile names.
  @Test func answersThatDoNotVerifyAreDifferences() throws {
    let simulation = try Simulation(Self.rotation(), seed: 1)
    simulation.targets[0].profile.identityKey =
      simulation.ground.operations.publicKey
    try simulation.run()
    let failed = simulation.checks.filter { !$0.hasHeld }
    #expect(failed.count { $0.name.hasPrefix("answer to ") } == 8)
    #expect(failed.contains { $0.name.hasPrefix("what became of ") } == false)
    let bad = failed.first {
      $0.name == "answers to commands that do not verify"
    }
    #expect(bad?.found == "8")
  }

  @Test func anAnswerThatALinkLosesIsExcused() throws {
    let model = try Simulation.run(
      Self.rotation(("lost: [3]", "lost: [3], lost_back: [1]")),
      command: "test")
    #expect(model.differences == [])
    #expect(
      model.checks.filter { $0.found == "lost on the way" }.map(\.name)
        == ["answer to issuers old-only"])
  }

  @Test func whatWasNeverSentCannotBeSentAgain() throws {
    let model = try Simulation.run(
      Self.rotation(
        ("at_s: 220, replay: old-only", "at_s: 4, replay: old-only")),
      command: "test")
    #expect(
      model.differences.contains(
        ReportCheck(
          "replay of old-only", expected: "sent before", found: "never sent")))
    let whole = try Simulation.run(Self.rotation(), command: "test")
    #expect(!whole.checks.contains { $0.name.hasPrefix("replay of ") })
  }
}
