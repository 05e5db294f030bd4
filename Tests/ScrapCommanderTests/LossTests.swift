// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import TestSupport
import Testing

@testable import ScrapCommander

/// Exchanges over links that lose, double, delay and spoil.
@Suite struct LossTests {
  /// A datagram under way.
  private struct Flight {
    var arrivalNanoseconds: UInt64
    var isToTarget: Bool
    var bytes: [UInt8]
  }

  /// A link with everything that links do.
  private struct Link {
    var random: TestRandom
    var lossIn: Int
    var flights: [Flight] = []
    var sent: [[UInt8]] = []

    mutating func send(
      _ bytes: [UInt8], isToTarget: Bool, at now: UInt64
    ) {
      sent.append(bytes)
      let copies = random.oneIn(lossIn) ? 0 : random.oneIn(4) ? 2 : 1
      for _ in 0..<copies {
        fly(bytes, isToTarget, now)
      }
      if random.oneIn(3) {
        var mutator = Mutator(random: TestRandom(seed: random.next()))
        let other = random.pick(sent)
        fly(mutator.mutateMessage(bytes, with: other), isToTarget, now)
      }
    }

    private mutating func fly(
      _ bytes: [UInt8], _ isToTarget: Bool, _ now: UInt64
    ) {
      // Up to two seconds: late ones overtake and are overtaken.
      flights.append(
        Flight(
          arrivalNanoseconds: now + UInt64(random.below(2_000)) * 1_000_000,
          isToTarget: isToTarget, bytes: bytes))
    }

    mutating func next(before deadline: UInt64) -> Flight? {
      let first = flights.indices.min {
        flights[$0].arrivalNanoseconds < flights[$1].arrivalNanoseconds
      }
      guard let first, flights[first].arrivalNanoseconds <= deadline else {
        return nil
      }
      return flights.remove(at: first)
    }
  }

  /// Runs one exchange to its end; how it ended, and with which facts.
  private func run(
    _ random: inout TestRandom, _ draft: Draft, lossIn: Int
  ) throws -> (commander: Commander, satellite: Executor, proofs: [ProofFacts])
  {
    let satellite = Executor()
    var commander = try commander(
      draft,
      policy: CommanderPolicy(
        acceptWithinNanoseconds: 600 * second,
        proofWithinNanoseconds: 600 * second))
    var link = Link(random: TestRandom(seed: random.next()), lossIn: lossIn)
    var proofs: [ProofFacts] = []
    while let deadline = commander.deadlineNanoseconds {
      let step: CommanderStep
      let now: UInt64
      if let flight = link.next(before: deadline) {
        now = flight.arrivalNanoseconds
        if random.oneIn(12) { satellite.restart() }
        if flight.isToTarget {
          for reply in satellite.hear(flight.bytes, at: now) {
            link.send(reply, isToTarget: false, at: now)
          }
          continue
        }
        step = try commander.hear(flight.bytes, at: now, key: draft.commander)
      } else {
        now = deadline
        step = commander.advance(nowNanoseconds: now)
      }
      for event in step.events {
        if case .proofVerified(let facts) = event { proofs.append(facts) }
      }
      for datagram in step.datagrams {
        link.send(datagram, isToTarget: true, at: now)
      }
    }
    return (commander, satellite, proofs)
  }

  @Test func everyExchangeEndsInOneProofOfOneExecution() throws {
    var random = TestSeed.generator()
    for _ in 0..<TestSeed.trialCount(60) {
      let draft = Draft(depth: random.below(3))
      let (commander, satellite, proofs) = try run(
        &random, draft, lossIn: 2 + random.below(4))
      #expect(commander.state == .proved)
      let token = Draft.tokenID(1, draft.leaf)
      #expect(satellite.executions == [token])
      #expect(satellite.grantCount == 1)
      #expect(
        proofs == [
          ProofFacts(
            outputHash: SHA256.hash(token.span).span.array,
            executionSeconds: UInt32(Satellite.now + 1))
        ])
      #expect(commander.receipt.request == draft.message)
    }
  }

  @Test func aDeadLinkEndsWithoutAnAnswer() throws {
    var random = TestSeed.generator()
    let (commander, satellite, proofs) = try run(&random, Draft(), lossIn: 1)
    #expect(commander.state == .unanswered)
    #expect(commander.receipt == Receipt(request: Draft().message))
    #expect(satellite.executions == [] && proofs == [])
  }
}
