// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import SimulatedNVM
import TestSupport
import Testing

@testable import ScrapTarget

/// Who may command, when, and which versions.
@Suite struct OperatorAdmissionTests {
  @Test(arguments: 0..<4)
  func anOlderOrEqualVersionOfEachKindIsRefused(_ number: Int) {
    let craft = operatedCraft()
    let command = Command.all[number].with { $0.version = 9 }
    #expect(
      craft.hear(command.message).heard
        == .operatorTaken(Command.kinds[number], 9))
    craft.restart()
    for version in [0, 1, 8, 9] as [UInt64] {
      expectRefused(craft, command.with { $0.version = version }, .oldVersion)
    }
    // Each kind has versions of its own.
    for other in 0..<4 where other != number {
      #expect(
        craft.hear(Command.all[other].message).heard
          == .operatorTaken(Command.kinds[other], 1))
    }
  }

  @Test(arguments: 0..<4)
  func onlyAnOperationsKeyCommandsOnlyThisSatellite(_ number: Int) {
    let craft = operatedCraft()
    let command = Command.all[number]
    // An issuer's key is none: a stolen token key adds no issuer.
    for key in [TestKey.groundOperator, .executor, .stranger] {
      let other = command.with { $0.key = key }
      expectRefused(
        craft, other, .unknownOperationsKey, at: place(other, 8))
    }
    let elsewhere = command.with { $0.satelliteID = "SENTINEL-2C-62262" }
    expectRefused(craft, elsewhere, .wrongSatellite, at: place(elsewhere, 0))
    for tag in [.operatorClockReading, Command.all[(number + 1) % 4].tag]
      as [ScrapCrypto.Tag]
    {
      let other = command.with { $0.tag = tag }
      expectRefused(
        craft, other, .badOperationsSignature,
        at: place(other, 8) + 35)
    }
    #expect(
      craft.hear(command.message).heard
        == .operatorTaken(Command.kinds[number], 1))
  }

  @Test(arguments: 0..<4)
  func everyFlippedBitIsRefusedAndChangesNothing(_ number: Int) {
    let craft = operatedCraft()
    let message = Command.all[number].message
    let image = craft.board.image
    for index in message.indices {
      var spoilt = message
      spoilt[index] ^= 1 << UInt8(index % 8)
      let (heard, reply) = craft.hear(spoilt)
      if case .operatorTaken = heard { Issue.record("byte \(index)") }
      #expect(reply == [])
    }
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
  }

  @Test func aCommandIsJudgedByTrustedTimeAlone() {
    let craft = operatedCraft()
    for command in Command.all {
      let heard = craft.hear(command.message, at: nil).heard
      #expect(heard == .operatorRefused(OperatorRefusal(.noTrustedTime)))
      let ahead = command.with { $0.signedAtSeconds = now + 61 }
      expectRefused(craft, ahead, .signedAhead, at: place(ahead, 4))
    }
    expectTaken(
      craft, Command.counterReset().with { $0.signedAtSeconds = now + 60 },
      .counterReset)
    // Weeks on the way do no harm.
    expectTaken(
      craft,
      Command.counterReset(version: 2).with {
        $0.signedAtSeconds = now - 3_000_000
      }, .counterReset)
  }

  /// After a loss versions may be older than they were; the floor is not.
  @Test func whatWasSignedBeforeTheFloorDoesNotComeBack() {
    let craft = operatedCraft()
    expectTaken(craft, .floors(issuance: now - 100), .floorRaise)
    for command in Command.all {
      let old = command.with {
        $0.signedAtSeconds = now - 100
        $0.version = 50
      }
      expectRefused(craft, old, .signedBeforeFloor)
    }
    expectTaken(
      craft,
      Command.counterReset().with { $0.signedAtSeconds = now - 99 },
      .counterReset)
  }

  @Test func withoutChanceThereIsNoReceiptButTheCommandHolds() {
    let craft = operatedCraft()
    craft.entropy.left = 0
    let (heard, reply) = craft.hear(
      Command.revocation(of: Draft(), at: 0).message)
    #expect(heard == .operatorTaken(.revocation, 1))
    #expect(reply == [])
    craft.entropy.left = nil
    #expect(craft.hear(Draft().message).heard == .refused(.revoked))
    // Signed again with the next version, it is answered.
    expectTaken(
      craft, .revocation(of: Draft(), at: 0, version: 2), .revocation)
  }

  /// Versions only rise, and nothing bounds by how much; a counter reset opens
  /// nothing, and a restart neither.
  @Test func aVersionThatLeapsToTheLastClosesItsKindAlone() {
    let craft = operatedCraft()
    let last = Command.issuers([.groundOperator], version: .max)
    #expect(craft.hear(last.message).heard == .operatorTaken(.issuerList, .max))
    for round in 1...2 as ClosedRange<UInt64> {
      for version in [1, 1 << 53, .max - 1, .max] as [UInt64] {
        expectRefused(
          craft, last.with { $0.version = version }.message,
          OperatorRefusal(.oldVersion))
      }
      let others: [(Command, OperatorMessageKind)] = [
        (.counterReset(version: round), .counterReset),
        (.revocation(of: Draft(), at: 0, version: round), .revocation),
        (.floors(issuance: now - 200, version: round), .floorRaise),
      ]
      for (command, kind) in others {
        let heard = craft.hear(command.message).heard
        #expect(heard == .operatorTaken(kind, round))
      }
      #expect(
        craft.hear(Command.statusRequest(nonce: 1).message).heard
          == .statusAsked)
      craft.restart()
    }
  }

  /// A mark records the interval; what needs none is taken.
  @Test func aRevocationUnderAnIntervalThatIsTooWideSpendsNoVersion() {
    let craft = operatedCraft()
    let command = Command.revocation(of: Draft(), at: 0).message
    let image = craft.board.image
    let wide = TrustedTime(loSeconds: now - 9, hiSeconds: now + 65_527)
    let early = craft.hear(command, at: wide).heard
    #expect(early == .operatorRefused(OperatorRefusal(.noTrustedTime)))
    let isUnchanged = craft.board.image == image
    #expect(isUnchanged)
    let list = Command.issuers([.groundOperator]).message
    #expect(craft.hear(list, at: wide).heard == .operatorTaken(.issuerList, 1))
    let narrow = TrustedTime(loSeconds: now - 9, hiSeconds: now + 65_526)
    let later = craft.hear(command, at: narrow).heard
    #expect(later == .operatorTaken(.revocation, 1))
  }
}
