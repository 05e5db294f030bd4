// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@Suite struct TokenIssuingTests {
  private static let extra = Vectors.shared.extra

  /// Written out by hand, so that reading and writing cannot agree on the
  /// same mistake.
  @Test func theRepairedTokenOfTheSpecificationIsIssuedByteForByte() throws {
    let description = TokenDescription(
      subject: Array("ICEYE-X14-51070".utf8),
      audience: Array("SENTINEL-2C-62261".utf8),
      issuedAtSeconds: 1_705_320_000, expiresAtSeconds: 1_705_406_400,
      tokenID: Hex.bytes("a1b2c3d4e5f6789012345678abcdef01"),
      capabilities: ["cmd:imaging:msi"])
    let token = try TokenIssuing.issue(
      description, key: VectorKeys.signing("operator"))
    #expect(
      token
        == Vectors.shared.tv2CapabilityToken.canonicalInstance.tokenHex.bytes)
  }

  @Test(arguments: extra.acceptTokens.keys.sorted())
  func acceptedTokensAreIssuedByteForByte(_ name: String) throws {
    let vector = try #require(Self.extra.acceptTokens[name])
    let expected = vector.tokenHex.bytes
    let token = try TokenIssuing.issue(
      TokenDescription(of: expected), key: VectorKeys.signing("operator"))
    #expect(token == expected)
  }

  @Test func theAcceptedChainIsDelegatedByteForByte() throws {
    let tokens = Self.extra.acceptChain.tokens.map(\.token.tokenHex.bytes)
    let signers = ["operator", "commander", "delegate_b"]
    var chain = [
      try TokenIssuing.issue(
        TokenDescription(of: tokens[0]), key: VectorKeys.signing(signers[0]))
    ]
    for index in 1..<tokens.count {
      chain.append(
        try TokenIssuing.delegate(
          TokenDescription(of: tokens[index]), under: chain,
          key: VectorKeys.signing(signers[index])))
    }
    #expect(chain == tokens)
  }

  private static func root(
    _ change: (inout TokenDescription) -> Void
  ) -> TokenDescription {
    var description = TokenDescription(
      subject: VectorKeys.publicKey("commander"),
      audience: Array(VectorKeys.satelliteID.utf8),
      issuedAtSeconds: 1000, expiresAtSeconds: 2000,
      tokenID: [UInt8](repeating: 7, count: 16),
      capabilities: ["cmd:imaging:*"],
      constraints: TokenConstraints(
        rate: (5, 60), amountSats: 100, afterSeconds: 1500))
    change(&description)
    return description
  }

  private static let badRoots:
    [(String, Reason, ParseError.Kind, TokenDescription)] = [
      (
        "no capability", .malformedToken, .missingRecord,
        root { $0.capabilities = [] }
      ),
      (
        "a bare star", .malformedToken, .wrongCapability,
        root { $0.capabilities = ["*"] }
      ),
      (
        "17 capabilities", .malformedToken, .tooManyCapabilities,
        root { $0.capabilities = (0..<17).map { "cmd:a\($0)" } }
      ),
      (
        "expires at once", .malformedToken, .lifetimeNotPositive,
        root { $0.expiresAtSeconds = 1000 }
      ),
      (
        "an id of 15 bytes", .malformedToken, .wrongLength,
        root { $0.tokenID.removeLast() }
      ),
      (
        "a space in the subject", .malformedToken, .wrongText,
        root { $0.subject = Array("a b".utf8) }
      ),
      (
        "after beyond expiry", .malformedToken, .afterBeyondExpiry,
        root { $0.constraints.afterSeconds = 2001 }
      ),
      (
        "a period of 0", .malformedToken, .ratePeriodZero,
        root { $0.constraints.rate = (1, 0) }
      ),
      (
        "1025 bytes", .malformedToken, .tooLong,
        root { $0.constraints.geo = [UInt8](repeating: 0x20, count: 1024) }
      ),
    ]

  @Test(arguments: badRoots.indices)
  func rootsThatNobodyWouldAcceptAreNotGivenOut(_ index: Int) throws {
    let (name, reason, kind, description) = Self.badRoots[index]
    let key = try VectorKeys.signing("operator")
    do {
      _ = try TokenIssuing.issue(description, key: key)
      Issue.record("\(name) was given out")
    } catch GroundError.wouldBeRefused(_, let refusal) {
      #expect(refusal.reason == reason, "\(name)")
      #expect(refusal.parseError?.kind == kind, "\(name)")
    }
    let bad = try TokenIssuing.issue(description, key: key, checking: .none)
    #expect(!bad.isEmpty, "a laboratory gets it")
  }

  private static let badChildren:
    [(String, Reason, @Sendable (inout TokenDescription) -> Void)] = [
      ("a wider capability", .chainInvalid, { $0.capabilities = ["cmd:*"] }),
      ("a longer life", .chainInvalid, { $0.expiresAtSeconds = 2001 }),
      ("a greater amount", .chainInvalid, { $0.constraints.amountSats = 101 }),
      ("an earlier after", .chainInvalid, { $0.constraints.afterSeconds = 1 }),
      ("a higher rate", .chainInvalid, { $0.constraints.rate = (6, 60) }),
      ("a shorter period", .chainInvalid, { $0.constraints.rate = (5, 59) }),
      (
        "another audience", .wrongAudience,
        { $0.audience = Array("OTHER".utf8) }
      ),
    ]

  @Test(arguments: badChildren.indices)
  func widerDelegationsAreNotGivenOut(_ index: Int) throws {
    let (name, reason, change) = Self.badChildren[index]
    let root = try TokenIssuing.issue(
      Self.root { _ in }, key: VectorKeys.signing("operator"))
    let child = Self.root {
      $0.subject = VectorKeys.publicKey("delegate_b")
      change(&$0)
    }
    let key = try VectorKeys.signing("commander")
    #expect(
      refusedReason {
        try TokenIssuing.delegate(child, under: [root], key: key)
      } == reason, "\(name)")
    let bad = try TokenIssuing.delegate(
      child, under: [root], key: key, checking: .none)
    #expect(!bad.isEmpty, "a laboratory gets it")
  }

  @Test func onlyTheParentsSubjectDelegates() throws {
    let root = try TokenIssuing.issue(
      Self.root { _ in }, key: VectorKeys.signing("operator"))
    #expect(
      refusedReason {
        try TokenIssuing.delegate(
          Self.root { _ in }, under: [root],
          key: VectorKeys.signing("delegate_b"))
      } == .chainInvalid)
  }

  @Test func aTextSubjectCannotDelegate() throws {
    let root = try TokenIssuing.issue(
      Self.root { $0.subject = Array("ICEYE-X14-51070".utf8) },
      key: VectorKeys.signing("operator"))
    #expect(
      refusedReason {
        try TokenIssuing.delegate(
          Self.root { _ in }, under: [root],
          key: VectorKeys.signing("commander"))
      } == .chainInvalid)
  }

  @Test func aFourthDelegationIsNotGivenOut() throws {
    let names = ["commander", "delegate_b", "delegate_c", "delegate_b"]
    var chain = [
      try TokenIssuing.issue(
        Self.root { _ in }, key: VectorKeys.signing("operator"))
    ]
    for depth in 1...3 {
      let child = Self.root {
        $0.subject = VectorKeys.publicKey(names[depth])
        $0.tokenID = [UInt8](repeating: UInt8(depth), count: 16)
      }
      chain.append(
        try TokenIssuing.delegate(
          child, under: chain, key: VectorKeys.signing(names[depth - 1])))
    }
    let parents = chain
    #expect(
      refusedReason {
        try TokenIssuing.delegate(
          Self.root { _ in }, under: parents,
          key: VectorKeys.signing(names[3]))
      } == .depthExceeded)
  }

  private func refusedReason(_ body: () throws -> [UInt8]) -> Reason? {
    do {
      _ = try body()
      return nil
    } catch GroundError.wouldBeRefused(_, let refusal) {
      return refusal.reason
    } catch {
      Issue.record("another error: \(error)")
      return nil
    }
  }
}
