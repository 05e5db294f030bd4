// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

/// Section D of the resolutions: audiences, subjects, issuers and peers.
@Suite struct IdentityTests {
  private func verdict(audience: [UInt8]) -> Verdict {
    ScrapVerifierTests.verdict(draft { $0.tokens[0].set(6, audience) })
  }

  /// A twin: the same x, the other prefix.
  private func twin(_ key: [UInt8]) -> [UInt8] {
    [key[0] ^ 1] + key.dropFirst()
  }

  // E-32, E-33
  @Test func theAudienceIsTheOwnIdOrTheOwnKeyAndNothingElse() {
    let id = Array("SENTINEL-2C-62261".utf8)
    let key = TestKey.executor.publicKey
    #expect(verdict(audience: id) == .accept)
    #expect(verdict(audience: key) == .accept)
    let others: [[UInt8]] = [
      Array("*".utf8), Array("SENTINEL-2C-6226".utf8),
      id + Array("0".utf8), Array("sentinel-2c-62261".utf8),
      Array("62261".utf8), twin(key), TestKey.commander.publicKey,
    ]
    for other in others {
      let refused = verdict(audience: other)
      #expect(refused.reason == .wrongAudience)
      #expect(refused.chainIndex == 0)
    }
    // An x-only key is no text.
    #expect(
      verdict(audience: Array(key.dropFirst())).reason
        == .malformedToken)
  }

  // E-75: both forms name this satellite, but not in one chain.
  @Test func theAudienceStaysTheSameBytesAlongTheChain() {
    let mixed = draft(depth: 1) {
      $0.tokens[1].set(6, TestKey.executor.publicKey)
    }
    #expect(
      ScrapVerifierTests.verdict(mixed)
        == Verdict(
          .wrongAudience, .audience, chainIndex: 1,
          offset: mixed.offset(ofToken: 1, 6)))
    let both = draft(depth: 1) {
      $0.tokens[0].set(6, TestKey.executor.publicKey)
      $0.tokens[1].set(6, TestKey.executor.publicKey)
    }
    #expect(ScrapVerifierTests.verdict(both) == .accept)
  }

  // E-34, E-35
  @Test func aTextSubjectIsResolvedThroughTheListOnly() {
    func verdict(_ subject: String, by key: TestKey) -> Verdict {
      ScrapVerifierTests.verdict(
        draft {
          $0.tokens[0].set(4, Array(subject.utf8))
          $0.commander = key
        })
    }
    #expect(verdict("ICEYE-X14-51070", by: .commander) == .accept)
    #expect(
      verdict("ICEYE-X14-51070", by: .stranger).reason
        == .badCommanderSignature)
    for unknown in ["ICEYE-X14-5107", "iceye-x14-51070", "ICEYE-X14-510700"] {
      #expect(verdict(unknown, by: .commander).reason == .unknownSubject)
    }
  }

  // E-34: the last of many is found, and none is taken for another.
  @Test func eachTextSubjectHasItsOwnKey() {
    var profile = ProfileRecord()
    profile.subjects = (0..<200).map {
      ProfileRecord.Subject(
        id: "SAT-\($0)",
        key: ($0 == 199 ? TestKey.stranger : TestKey.commander).publicKey)
    }
    let request = draft { $0.tokens[0].set(4, Array("SAT-199".utf8)) }
    #expect(
      ScrapVerifierTests.verdict(request, profile: profile).reason
        == .badCommanderSignature)
    var right = request
    right.commander = .stranger
    #expect(ScrapVerifierTests.verdict(right, profile: profile) == .accept)
  }

  // E-36: no bearer use.
  @Test(arguments: [
    TestKey.groundOperator, .delegateB, .executor, .stranger,
  ])
  func whoeverOverhearsATokenCannotUseIt(thief: TestKey) {
    let stolen = draft { $0.commander = thief }
    let satellite = Satellite()
    #expect(satellite.verdict(stolen).reason == .badCommanderSignature)
    #expect(
      satellite.verdict(chain: stolen.chain, peer: thief).reason
        == .badCommanderSignature)
    #expect(satellite.verdict(Draft()) == .accept)
  }

  // E-37
  @Test func aRootSignedByTheOperatorInAnothersNameIsRefused() {
    let other = draft {
      $0.tokens[0].set(2, TestKey.secondOperator.publicKey)
    }
    #expect(
      ScrapVerifierTests.verdict(other)
        == Verdict(
          .invalidSignature, .signatures, chainIndex: 0,
          offset: other.offset(ofToken: 0, 2)))
  }

  // E-38: BIP-340 looks at x alone, so the twin's signature would be good.
  @Test func theTwinOfAKeyIsAnotherKey() {
    let issuer = draft {
      $0.tokens[0].set(2, twin(TestKey.groundOperator.publicKey))
    }
    #expect(ScrapVerifierTests.verdict(issuer).reason == .invalidSignature)
    let delegator = draft(depth: 1) {
      $0.tokens[1].set(2, twin(TestKey.commander.publicKey))
    }
    #expect(
      ScrapVerifierTests.verdict(delegator)
        == Verdict(
          .chainInvalid, .links, chainIndex: 1,
          offset: delegator.offset(ofToken: 1, 2)))
  }

  // E-38: the peer is compared in all 33 bytes as well.
  @Test func theTwinOfThePeerIsNotThePeer() {
    let satellite = Satellite()
    let chain = Draft().chain
    let bytes = Array(chain.joined())
    let counts = chain.map(\.count)
    let key = twin(TestKey.commander.publicKey)
    let peer = Peer(compressed: key.span)
    #expect(peer != nil)
    do throws(Refusal) {
      _ = try satellite.verifier.verify(
        chain: bytes.span, tokenByteCounts: counts.span,
        now: TrustedTime(exactlySeconds: now), peer: peer)
      Issue.record("accepted")
    } catch {
      #expect(error.reason == .badCommanderSignature)
    }
  }

  // E-38, E-05: keys off the curve, each found where it is used.
  @Test func aKeyOffTheCurveSignsNothing() {
    let offCurve = RecordStream.key(5)
    let isOff = Peer(compressed: offCurve.span) == nil
    #expect(isOff, "5 repeated has no y")
    let subject = draft { $0.tokens[0].set(4, offCurve) }
    #expect(
      ScrapVerifierTests.verdict(subject).reason == .badCommanderSignature)
    let delegator = draft(depth: 1) {
      $0.tokens[0].set(4, offCurve)
      $0.tokens[1].set(2, offCurve)
    }
    #expect(
      ScrapVerifierTests.verdict(delegator)
        == Verdict(
          .invalidSignature, .signatures, chainIndex: 1,
          offset: delegator.offset(ofToken: 1, 2)))
    let issuer = draft { $0.tokens[0].set(2, offCurve) }
    #expect(ScrapVerifierTests.verdict(issuer).reason == .invalidSignature)
  }

  // E-39: key rotation locks the operator out: not here. Both work while
  // both are provisioned, then the new one alone.
  @Test func rotationNeverLeavesTheOperatorWithoutAKey() {
    func request(_ id: UInt64, by issuer: TestKey) -> Draft {
      draft(id: id) {
        $0.tokens[0].set(2, issuer.publicKey)
        $0.tokens[0].signer = issuer
      }
    }
    let satellite = Satellite()
    #expect(satellite.verdict(request(1, by: .groundOperator)) == .accept)
    #expect(
      satellite.verdict(request(2, by: .secondOperator)).reason
        == .invalidSignature)
    var profile = ProfileRecord()
    profile.issuers.append(TestKey.secondOperator.publicKey)
    satellite.restart(profile: profile)
    #expect(satellite.verdict(request(2, by: .secondOperator)) == .accept)
    #expect(satellite.verdict(request(3, by: .groundOperator)) == .accept)
    profile.issuers = [TestKey.secondOperator.publicKey]
    satellite.restart(profile: profile)
    #expect(satellite.verdict(request(4, by: .secondOperator)) == .accept)
    #expect(
      satellite.verdict(request(5, by: .groundOperator)).reason
        == .invalidSignature)
    let old = satellite.verdict(request(2, by: .secondOperator))
    #expect(old.reason == .alreadyAccepted)
  }

  // E-39: four slots.
  @Test func eachOfFourIssuersIsTrusted() {
    let keys: [TestKey] = [
      .secondOperator, .delegateD, .stranger, .groundOperator,
    ]
    var profile = ProfileRecord()
    profile.issuers = keys.map(\.publicKey)
    for key in keys {
      let request = draft {
        $0.tokens[0].set(2, key.publicKey)
        $0.tokens[0].signer = key
      }
      #expect(
        ScrapVerifierTests.verdict(request, profile: profile) == .accept)
    }
  }

  // E-42: where the link authenticates, its word is asked for as well.
  @Test func anAuthenticatedPeerMustBeTheLeafsSubject() {
    let request = Draft()
    let satellite = Satellite()
    #expect(
      satellite.verdict(request, peer: .stranger)
        == Verdict(
          .badCommanderSignature, .commander, chainIndex: 0,
          offset: request.offset(ofToken: 0, 4)))
    #expect(satellite.verdict(request, peer: .commander) == .accept)
    // It does not stand for the signature.
    let unsigned = draft(id: 2) { $0.commander = .stranger }
    #expect(
      satellite.verdict(unsigned, peer: .commander).reason
        == .badCommanderSignature)
  }

  // §16.8: a chain alone without an authenticated peer proves nothing.
  @Test func aChainAloneNeedsAnAuthenticatedPeer() {
    let chain = Draft(depth: 2)
    let satellite = Satellite()
    #expect(
      satellite.verdict(chain: chain.chain, peer: nil).reason
        == .badCommanderSignature)
    let refused = satellite.verdict(chain: chain.chain, peer: .delegateB)
    #expect(
      refused
        == Verdict(
          .badCommanderSignature, .commander, chainIndex: 2,
          offset: chain.tokens[2].offset(of: 4)))
    #expect(
      satellite.verdict(chain: chain.chain, peer: .delegateC) == .accept)
    // Presented alone it is never already_accepted.
    #expect(
      satellite.verdict(chain: chain.chain, peer: .delegateC).reason
        == .replayed)
  }
}
