// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import TestSupport
import Testing

/// Section G of the resolutions: chains.
@Suite struct DelegationTests {
  private func expect(
    _ draft: Draft, _ reason: Reason, _ step: Step, token: Int,
    record: UInt64, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      verdict(draft)
        == Verdict(
          reason, step, chainIndex: token,
          offset: draft.offset(ofToken: token, record)),
      sourceLocation: sourceLocation)
  }

  @Test(arguments: 0...3)
  func aChainOfEachAllowedDepthIsAccepted(depth: Int) {
    #expect(verdict(Draft(depth: depth)) == .accept)
  }

  // E-76: 0 turns delegation off.
  @Test(arguments: 0...3)
  func theDepthIsLimitedByTheProfile(limit: Int) {
    var profile = ProfileRecord()
    profile.limits.maxChainDepth = UInt8(limit)
    for depth in 0...3 {
      let verdict = verdict(Draft(depth: depth), profile: profile)
      let expected =
        depth <= limit
        ? Verdict.accept
        : Verdict(.depthExceeded, .depth, chainIndex: limit + 1)
      #expect(verdict == expected)
    }
  }

  // E-76, E-83: any number of tokens, and not one curve operation.
  @Test(arguments: [5, 6, 9])
  func aChainLongerThanAnyLimitIsTooDeep(count: Int) {
    let root = Draft().chain[0]
    let chain = Array(repeating: root, count: count)
    let verdict = Satellite().verdict(chain: chain, peer: .commander)
    #expect(verdict == Verdict(.depthExceeded, .depth, chainIndex: 4))
  }

  // E-72: the domain follows from the class.
  @Test(arguments: 0...2)
  func aTokenSignedUnderTheOthersTagIsRefused(index: Int) {
    for tag in [Tag.token, .delegation, .binding, .proof, .taskRequest]
    where (tag == .token) != (index == 0) || tag.rawValue > 1 {
      let wrong = draft(depth: 2) { $0.tokens[index].tag = tag }
      expect(wrong, .invalidSignature, .signatures, token: index, record: 240)
    }
  }

  // E-73, E-84: every order but the right one.
  @Test func tokensOutOfTheirPlacesAreRefused() {
    let chain = Draft(depth: 2).chain
    let orders = [
      [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [1, 2], [0, 2],
      [2], [1], [0, 0, 1], [0, 1, 1], [1, 1], [0, 0],
    ]
    for order in orders {
      let verdict = Satellite().verdict(
        chain: order.map { chain[$0] }, peer: .delegateC)
      #expect(verdict.reason == .chainInvalid, "\(order)")
      #expect(verdict.step == .depth)
    }
  }

  // E-84
  @Test func theDepthRecordIsThePosition() {
    for (index, depth) in [(1, 2), (1, 3), (2, 1), (2, 3), (2, 255)] {
      let wrong = draft(depth: 2) { $0.tokens[index].set(26, [UInt8(depth)]) }
      expect(wrong, .chainInvalid, .depth, token: index, record: 26)
    }
  }

  // E-75
  @Test(arguments: 1...2, [2, 20, 22, 24] as [UInt64])
  func everyReferenceOfALinkIsChecked(index: Int, record: UInt64) {
    let other =
      record == 2 || record == 20
      ? TestKey.stranger.publicKey : Draft.tokenID(55, 5)
    let wrong = draft(depth: 2) {
      $0.tokens[index].set(record, other)
      if record == 2 { $0.tokens[index].signer = .stranger }
    }
    expect(wrong, .chainInvalid, .links, token: index, record: record)
  }

  // E-75: the parent, not the root.
  @Test func aDelegationHangsOnItsParentNotOnAnyToken() {
    let wrong = draft(depth: 2) { $0.tokens[2].set(24, Draft.tokenID(1, 0)) }
    expect(wrong, .chainInvalid, .links, token: 2, record: 24)
  }

  // E-81
  @Test func aTextSubjectCannotDelegate() {
    let wrong = draft(depth: 1) {
      $0.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
    }
    expect(wrong, .chainInvalid, .links, token: 1, record: 2)
  }

  // E-82
  @Test func theDelegatorCannotPresentTheDelegatesToken() {
    let stolen = draft(depth: 2) { $0.commander = .delegateB }
    #expect(verdict(stolen).reason == .badCommanderSignature)
    // It has its own.
    #expect(verdict(Draft(depth: 1)) == .accept)
  }

  // E-83: the root first.
  @Test func ofSeveralBadSignaturesTheRootsIsNamed() {
    for first in 0...2 {
      let wrong = draft(depth: 2) {
        for index in first...2 { $0.tokens[index].signatureFlip = 1 }
      }
      expect(wrong, .invalidSignature, .signatures, token: first, record: 240)
    }
  }

  // E-77: what a child may state beside its parent's value.
  @Test func noChildStatesALooserValueThanItsParent() {
    func rate(_ count: UInt64, _ period: UInt64) -> [UInt8] {
      NaiveInteger.bigEndian(count, 4) + NaiveInteger.bigEndian(period, 4)
    }
    func amount(_ sats: UInt64) -> [UInt8] { NaiveInteger.bigEndian(sats, 8) }
    func time(_ seconds: UInt64) -> [UInt8] {
      NaiveInteger.bigEndian(seconds, 4)
    }
    let cases: [(UInt64, [UInt8], [UInt8], Bool)] = [
      (10, time(now + 50), time(now + 50), true),
      (10, time(now + 50), time(now + 49), true),
      (10, time(now + 50), time(now + 51), false),
      (15, rate(5, 60), rate(5, 60), true),
      (15, rate(5, 60), rate(4, 60), true),
      (15, rate(5, 60), rate(5, 61), true),
      (15, rate(5, 60), rate(6, 60), false),
      (15, rate(5, 60), rate(5, 59), false),
      (15, rate(5, 60), rate(1, 59), false),
      (17, amount(100), amount(100), true),
      (17, amount(100), amount(99), true),
      (17, amount(100), amount(101), false),
      (17, amount(.max - 1), amount(.max), false),
      (19, time(now - 5), time(now - 5), true),
      (19, time(now - 5), time(now - 4), true),
      (19, time(now - 5), time(now - 6), false),
    ]
    for (record, parent, child, isAllowed) in cases {
      let chain = draft(depth: 1) {
        $0.tokens[0].set(record, parent)
        $0.tokens[1].set(record, child)
        $0.set(16, integer: 1, 8)
      }
      if isAllowed {
        #expect(verdict(chain) == .accept, "\(record): \(parent), \(child)")
      } else {
        expect(chain, .chainInvalid, .links, token: 1, record: record)
      }
    }
  }

  // E-77: a child that omits its parent's constraint is bound by it.
  @Test func aConstraintLeftOutByTheChildStillBinds() {
    func late(_ index: Int) -> Draft {
      draft(depth: 2) { $0.tokens[index].set(19, integer: now + 1, 4) }
    }
    func dear(_ index: Int) -> Draft {
      draft(depth: 2) {
        $0.tokens[index].set(17, integer: 99, 8)
        $0.set(16, integer: 100, 8)
      }
    }
    for index in 0...2 {
      if index == 2 {
        expect(
          late(index), .constraintViolation, .constraints, token: index,
          record: 19)
      }
      expect(
        dear(index), .constraintViolation, .constraints, token: index,
        record: 17)
    }
    // The child states nothing: the root's bound is named.
    expect(
      late(0), .constraintViolation, .constraints, token: 0, record: 19)
  }

  // E-78
  @Test(arguments: Vectors.shared.extra.capabilitySubset.indices)
  func aChildHasNoCapabilityThatItsParentLacks(index: Int) {
    let vector = Vectors.shared.extra.capabilitySubset[index]
    let chain = draft(depth: 1) {
      $0.tokens[0].setCapabilities([vector.parent])
      $0.tokens[1].setCapabilities([vector.child])
      $0.set(
        8,
        Array(
          vector.child.replacing("*", with: "msi").utf8))
    }
    if vector.subset {
      #expect(verdict(chain) == .accept)
    } else {
      expect(chain, .chainInvalid, .links, token: 1, record: 14)
    }
  }

  // E-78: the capability to blame is pointed at, not the first.
  @Test func theWidenedCapabilityIsPointedAt() {
    let chain = draft(depth: 1) {
      $0.tokens[0].setCapabilities(["cmd:a:*", "cmd:b"])
      $0.tokens[1].setCapabilities(["cmd:b", "cmd:a:b:*", "cmd:c"])
    }
    let skipped =
      Record(14, text: "cmd:b").bytes.count
      + Record(14, text: "cmd:a:b:*").bytes.count
    #expect(
      verdict(chain)
        == Verdict(
          .chainInvalid, .links, chainIndex: 1,
          offset: chain.offset(ofToken: 1, 14) + skipped))
  }

  // E-78: link by link; a grandchild cannot reach past its parent.
  @Test func whatTheParentGaveUpTheGrandchildCannotTakeBack() {
    let chain = draft(depth: 2) {
      $0.tokens[1].setCapabilities(["cmd:imaging:msi"])
      $0.tokens[2].setCapabilities(["cmd:imaging:sar"])
      $0.set(8, Array("cmd:imaging:sar".utf8))
    }
    expect(chain, .chainInvalid, .links, token: 2, record: 14)
  }

  // E-80: one root, one task, whichever leaf and whoever presents it.
  @Test func oneRootIsGoodForOneTask() {
    let satellite = Satellite()
    satellite.use(Draft(depth: 2))
    let sibling = draft(depth: 2) {
      $0.tokens[1].set(12, Draft.tokenID(1, 40))
      $0.tokens[2].set(12, Draft.tokenID(1, 41))
      $0.tokens[2].set(24, Draft.tokenID(1, 40))
    }
    #expect(
      satellite.verdict(sibling)
        == Verdict(
          .replayed, .mark, chainIndex: 0,
          offset: sibling.offset(ofToken: 0, 12)))
    let root = draft { $0.set(0, Array("ROOT".utf8)) }
    #expect(satellite.verdict(root).reason == .replayed)
    #expect(satellite.statistics.entryCount == 3)
  }

  // E-80: and the other way round.
  @Test func aRootUsedDirectlyCannotBeDelegatedAfterwards() {
    let satellite = Satellite()
    satellite.use(Draft())
    #expect(satellite.verdict(Draft(depth: 1)).reason == .replayed)
  }

  // A repeated (issuer, token_id) inside one chain is replayed: B delegates
  // to itself under the id of the token before.
  @Test func anIdThatComesTwiceInOneChainIsReplayed() {
    let chain = draft(depth: 2) {
      $0.tokens[1].set(4, TestKey.commander.publicKey)
      $0.tokens[2].set(2, TestKey.commander.publicKey)
      $0.tokens[2].signer = .commander
      $0.tokens[2].set(12, Draft.tokenID(1, 1))
    }
    let satellite = Satellite()
    #expect(
      satellite.verdict(chain)
        == Verdict(
          .replayed, .mark, chainIndex: 2,
          offset: chain.offset(ofToken: 2, 12)))
    #expect(satellite.statistics.entryCount == 0)
  }

  // E-44: a chain from another operator's root proves nothing here.
  @Test func aChainUnderAForeignRootIsRefused() {
    let chain = draft(depth: 2) {
      $0.tokens[0].signer = .stranger
      $0.tokens[0].set(2, TestKey.stranger.publicKey)
      for index in 1...2 {
        $0.tokens[index].set(20, TestKey.stranger.publicKey)
      }
    }
    expect(chain, .invalidSignature, .signatures, token: 0, record: 2)
  }
}
