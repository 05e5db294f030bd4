// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

/// Every vector, each before a satellite that has seen nothing yet.
@Suite struct VectorTests {
  private static let extra = Vectors.shared.extra

  /// A token to present alone, when, and what to expect.
  struct TokenCase: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var now: UInt64
    var reason: Reason?
    var testDescription: String { name }
  }

  static let acceptTokens = extra.acceptTokens.sorted { $0.key < $1.key }
    .map { name, token in
      TokenCase(
        name: name, bytes: token.tokenHex.bytes,
        now: token.now.map(UInt64.init) ?? Satellite.now,
        // E-25: without a request there is nothing to hold against them.
        reason: name == "root_all_constraints" ? .constraintViolation : nil)
    }

  static let rejectTokens = extra.rejectTokens.map { token in
    TokenCase(
      name: token.name, bytes: token.tokenHex.bytes,
      now: token.now.map(UInt64.init) ?? Satellite.now,
      reason: reason(named: token.reason))
  }

  @Test(arguments: acceptTokens + rejectTokens)
  func aTokenPresentedAloneGetsItsVerdict(token: TokenCase) {
    let verdict = Satellite().verdict(
      chain: [token.bytes], at: token.now, peer: .commander)
    #expect(verdict.reason == token.reason, "\(verdict)")
  }

  @Test func theVectorsAreAllThere() {
    #expect(Self.acceptTokens.count == 9)
    #expect(Self.rejectTokens.count == 42)
    #expect(Self.extra.rejectChains.count == 17)
    #expect(Self.extra.acceptRequests.count == 5)
    #expect(Self.extra.rejectRequests.count == 11)
    #expect(Self.rejectTokens.allSatisfy { $0.reason != nil })
  }

  @Test func theRepairedTokenOfTheSpecificationIsAccepted() {
    let token = Vectors.shared.tv2CapabilityToken.canonicalInstance
    let verdict = Satellite().verdict(
      chain: [token.tokenHex.bytes], peer: .commander)
    #expect(verdict == .accept)
  }

  @Test func theChainIsAcceptedFromItsLeafsSubject() {
    let chain = Self.extra.acceptChain.tokens.map(\.token.tokenHex.bytes)
    let verdict = Satellite().verdict(chain: chain, peer: .delegateC)
    #expect(verdict == .accept)
  }

  @Test(arguments: extra.rejectChains.map(\.name))
  func aChainToRefuseGetsItsReason(name: String) throws {
    let vector = try #require(
      Self.extra.rejectChains.first { $0.name == name })
    let satellite = Satellite()
    let used = Self.extra.acceptChain.tokens.map(\.token.tokenHex.bytes)
    if name.hasSuffix("after_use") {
      let first = satellite.verdict(chain: used, peer: .delegateC)
      #expect(first == .accept)
    }
    let verdict = satellite.verdict(
      chain: vector.chain.map(\.bytes) + [vector.token.bytes],
      peer: name == "replay_after_use" ? .delegateC : .delegateB)
    #expect(verdict.reason?.text == vector.reason, "\(verdict)")
  }

  @Test(arguments: extra.acceptRequests.map(\.name))
  func aRequestToAcceptIsAccepted(name: String) throws {
    let vector = try #require(
      Self.extra.acceptRequests.first { $0.name == name })
    let verdict = Satellite().verdict(message: vector.messageHex.bytes)
    #expect(verdict == .accept)
  }

  @Test(arguments: extra.rejectRequests.map(\.name))
  func aRequestToRefuseGetsItsReason(name: String) throws {
    let vector = try #require(
      Self.extra.rejectRequests.first { $0.name == name })
    let verdict = Satellite().verdict(message: vector.messageHex.bytes)
    #expect(verdict.reason?.text == vector.reason, "\(verdict)")
  }
}
