// SPDX-License-Identifier: Apache-2.0

@preconcurrency import CSecp256k1
import TestSupport
import Testing

@testable import ScrapCrypto

// SCRAP §11.4
@Suite struct TaggedHashTests {
  private func name(_ tag: HashTag) -> [UInt8] { Array("\(tag.name)".utf8) }

  private func tagged(_ tag: HashTag, _ message: [UInt8]) -> [UInt8] {
    TaggedHash.hash(tag, message.span).array
  }

  /// libsecp256k1's own tagged hash.
  private func library(_ tag: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let made = secp256k1_tagged_sha256(
      secp256k1_context_static, &digest, tag, tag.count, message,
      message.count)
    #expect(made == 1)
    return digest
  }

  // E-16
  @Test(arguments: HashTag.allCases)
  func aTagsMidstateIsTheOneOfItsName(tag: HashTag) {
    let computed = SHA256.midstate(ofTag: name(tag).span)
    let written = tag.midstate
    for index in 0..<8 { #expect(written[index] == computed[index]) }
  }

  @Test func theTagsAreTheSpecificationsAndTheProfiles() {
    let names = HashTag.allCases.map { "\($0.name)" }
    #expect(
      names == [
        "SCRAP/token/v1", "SCRAP/delegation/v1", "SCRAP/binding/v1",
        "SCRAP/proof/v1", "SCRAP/task_request/v1", "SCRAP/task_accept/v1",
        "SCRAP/task_reject/v1", "SCRAP/preimage/v1", "SCRAP/mark/v1",
        "SCRAP/ledger/v1", "SCRAP/profile/v1", "SCRAP/ops/clock_reading/v1",
        "SCRAP/ops/revocation/v1", "SCRAP/ops/issuers/v1",
        "SCRAP/ops/floors/v1", "SCRAP/ops/counter_reset/v1",
        "SCRAP/ops/status_request/v1", "SCRAP/ops/receipt/v1",
        "SCRAP/ops/status/v1",
      ])
    #expect(Set(HashTag.allCases.map(\.rawValue)).count == names.count)
  }

  // E-16
  @Test func theTagsHashesAreTheVectors() throws {
    var found = 0
    for tag in HashTag.allCases {
      guard let vector = Vectors.shared.tags["\(tag.name)"] else { continue }
      #expect(sha256(name(tag)) == vector.sha256OfTag.bytes)
      found += 1
    }
    // SCRAP/dispute/v1 is not used on board (E-105).
    #expect(found == 5 && Vectors.shared.tags.count == 6)
    let dispute = try #require(Vectors.shared.tags["SCRAP/dispute/v1"])
    #expect(
      sha256(Array("SCRAP/dispute/v1".utf8)) == dispute.sha256OfTag.bytes)
  }

  @Test(arguments: HashTag.allCases)
  func everyLengthAgreesWithLibsecp256k1(tag: HashTag) {
    var random = TestSeed.generator()
    for count in 0...140 {
      let message = random.bytes(count)
      #expect(tagged(tag, message) == library(name(tag), message))
    }
    let long = random.bytes(4_096)
    #expect(tagged(tag, long) == library(name(tag), long))
  }

  @Test func piecesHaveTheDigestOfTheWhole() {
    var random = TestSeed.generator()
    let message = random.bytes(150)
    let whole = tagged(.token, message)
    for split in 0...message.count {
      var hash = TaggedHash(.token)
      hash.update(message.span.extracting(..<split))
      hash.update(message.span.extracting(split...))
      #expect(hash.finalize().array == whole)
    }
  }

  @Test func noTwoTagsAgreeOnAMessage() {
    let digests = Set(HashTag.allCases.map { tagged($0, [1, 2, 3]) })
    #expect(digests.count == HashTag.allCases.count)
  }

  // SCRAP §18.3
  @Test func theBindingHashIsTheVectors() {
    let vector = Vectors.shared.tv3Binding
    let message = vector.tokenIdHex.bytes + vector.paymentHashHex.bytes
    #expect(message == vector.messageHex.bytes)
    #expect(tagged(.binding, message) == vector.bindingHashHex.bytes)
  }

  // SCRAP §18.4; E-12: the time has four bytes, not eight.
  @Test func theProofHashIsTheVectorsWithFourBytesOfTime() {
    let vector = Vectors.shared.tv4Proof
    let head =
      vector.tokenIdHex.bytes + vector.paymentHashHex.bytes
      + vector.outputHashHex.bytes
    let time = UInt64(vector.timestamp)
    let be4 = head + NaiveInteger.bigEndian(time, 4)
    let be8 = head + NaiveInteger.bigEndian(time, 8)
    #expect(be4 == vector.messageHex.bytes)
    #expect(tagged(.proof, be4) == vector.proofHashHex.bytes)
    #expect(tagged(.proof, be8) == vector.mustNotMatchBe8.proofHashHex.bytes)
    #expect(tagged(.proof, be4) != tagged(.proof, be8))
  }

  @Test func everySignedVectorHasItsHash() {
    let extra = Vectors.shared.extra
    let chain = extra.acceptChain.tokens.map(\.token)
    let sample = Vectors.shared.tv2CapabilityToken.canonicalInstance
    for token in extra.acceptTokens.values + chain + [sample] {
      let tag = HashTag.allCases.first { "\($0.name)" == token.tag }
      #expect(
        tag.map { tagged($0, token.unsignedHex.bytes) }
          == token.signedHashHex.bytes)
    }
    #expect(extra.taskRequest.tag == "\(HashTag.taskRequest.name)")
    #expect(
      tagged(.taskRequest, extra.taskRequest.signedHex.bytes)
        == extra.taskRequest.signedHashHex.bytes)
  }
}
