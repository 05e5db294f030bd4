// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@Suite struct RequestSigningTests {
  private static let target =
    "{\"type\":\"Polygon\",\"coordinates\":"
    + "[[[140,36],[141,36],[141,37],[140,36]]]}"

  private static func direct(
    _ change: (inout RequestDescription) -> Void = { _ in }
  ) throws -> RequestDescription {
    let tokens = Vectors.shared.extra.acceptTokens
    let token = try #require(tokens["root_pubkey_subject"]).tokenHex.bytes
    var description = RequestDescription(
      taskID: "IMG-2025-001-ICEYE", timestampSeconds: 1_705_320_090,
      chain: [token], taskType: "cmd:imaging:msi",
      target: Array(target.utf8), parameters: Array("{}".utf8),
      constraints: Array("{}".utf8), maxAmountSats: 25_000,
      timeoutBlocks: 144)
    change(&description)
    return description
  }

  @Test func theVectorsRequestIsSignedByteForByte() throws {
    let message = try RequestSigning.sign(
      Self.direct(), key: VectorKeys.signing("commander"))
    #expect(message == Vectors.shared.extra.taskRequest.messageHex.bytes)
  }

  @Test func theDelegatedRequestIsSignedByteForByte() throws {
    let vectors = Vectors.shared.extra
    let chain = vectors.acceptChain.tokens.map(\.token.tokenHex.bytes)
    let message = try RequestSigning.sign(
      Self.direct { $0.chain = chain },
      key: VectorKeys.signing("delegate_c"))
    let expected = vectors.acceptRequests.first {
      $0.name == "delegated_two_hops"
    }
    #expect(message == expected?.messageHex.bytes)
  }

  private static let bad:
    [(String, String, Reason, @Sendable (inout RequestDescription) -> Void)] = [
      ("another commander", "delegate_b", .badCommanderSignature, { _ in }),
      (
        "a wildcard", "commander", .capabilityDenied,
        { $0.taskType = "cmd:imaging:*" }
      ),
      (
        "not granted", "commander", .capabilityDenied,
        { $0.taskType = "cmd:imaging:sar" }
      ),
      (
        "an empty task_id", "commander", .malformedRequest,
        { $0.taskID = "" }
      ),
      (
        "long parameters", "commander", .malformedRequest,
        { $0.parameters = [UInt8](repeating: 0, count: 1025) }
      ),
      (
        "too early", "commander", .staleRequest,
        { $0.timestampSeconds = 1_705_319_900 }
      ),
      (
        "too late", "commander", .expired,
        { $0.timestampSeconds = 1_705_406_401 }
      ),
    ]

  @Test(arguments: bad.indices)
  func requestsThatNobodyWouldAcceptAreNotGivenOut(_ index: Int) throws {
    let (name, signer, reason, change) = Self.bad[index]
    let description = try Self.direct(change)
    let key = try VectorKeys.signing(signer)
    do {
      _ = try RequestSigning.sign(description, key: key)
      Issue.record("\(name) was given out")
    } catch GroundError.wouldBeRefused(_, let refusal) {
      #expect(refusal.reason == reason, "\(name)")
    }
    let message = try RequestSigning.sign(
      description, key: key, checking: .none)
    #expect(message.first == 1, "a laboratory gets it")
  }

  @Test func theCommandersIdNeedsNoKeyInTheToken() throws {
    let tokens = Vectors.shared.extra.acceptTokens
    let token = try #require(tokens["root_text_subject"]).tokenHex.bytes
    let message = try RequestSigning.sign(
      Self.direct { $0.chain = [token] },
      key: VectorKeys.signing("commander"))
    let trial = try Trial(
      profile: VectorKeys.profile, nowSeconds: 1_705_320_100)
    #expect(trial.judge(.request(message), upTo: .constraints) == nil)
  }
}
