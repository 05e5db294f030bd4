// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport
import Testing

@Suite struct SecretKeyTests {
  private static let order =
    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
  private let keys = Vectors.shared.extra.keys

  private func secret(_ last: UInt8) -> [UInt8] {
    [UInt8](repeating: 0, count: 31) + [last]
  }

  @Test func everyVectorsKeyBelongsToItsSecret() {
    #expect(keys.count == 5)
    for (name, key) in keys {
      #expect(
        publicKey(key.privateKeyHex.bytes)
          == key.publicKeyCompressedHex.bytes, "\(name)")
    }
  }

  @Test func aSecretIsAtLeast1AndBelowTheOrder() {
    let order = Hex.bytes(Self.order)
    func adding(_ difference: Int) -> [UInt8] {
      var bytes = order
      bytes[31] = UInt8(Int(bytes[31]) + difference)
      return bytes
    }
    #expect(publicKey(secret(0)) == nil)
    #expect(publicKey(order) == nil)
    #expect(publicKey(adding(1)) == nil)
    #expect(publicKey([UInt8](repeating: 0xff, count: 32)) == nil)
    // The generator and its negative: one x, two parities.
    let generator = publicKey(secret(1))
    let negative = publicKey(adding(-1))
    #expect(generator?.first == 2 && negative?.first == 3)
    #expect(generator?.dropFirst() == negative?.dropFirst())
    #expect(
      generator.map(Hex.encode)
        == "0279be667ef9dcbbac55a06295ce870b07"
        + "029bfcdb2dce28d959f2815b16f81798")
  }

  @Test func aSecretHas32Bytes() {
    for count in [0, 1, 31, 33, 64] {
      #expect(publicKey([UInt8](repeating: 1, count: count)) == nil)
    }
  }

  @Test func whatIsSignedVerifies() throws {
    var random = TestSeed.generator()
    for _ in 0..<20 {
      let secret = random.bytes(32)
      // Out of range once in 2^128.
      let key = try #require(publicKey(secret))
      let digest = random.bytes(32)
      let signature = try #require(
        sign(
          secret, digest, auxiliary: Entropy32(random.bytes(32)),
          entropy: Entropy32(random.bytes(32))))
      #expect(verifies(key: key, signature, digest))
      var other = digest
      other[random.below(32)] ^= 1 << UInt8(random.below(8))
      #expect(!verifies(key: key, signature, other))
    }
  }

  // The vectors are signed with 32 zero bytes of auxiliary randomness.
  @Test func zeroAuxiliaryBytesMakeTheVectorsSignatures() {
    let extra = Vectors.shared.extra
    func expectSigned(
      _ name: String, _ digest: HexBytes, _ signature: HexBytes,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let secret = keys[name]?.privateKeyHex.bytes ?? []
      #expect(
        sign(secret, digest.bytes) == signature.bytes,
        sourceLocation: sourceLocation)
    }
    for token in extra.acceptTokens.values {
      expectSigned("operator", token.signedHashHex, token.signatureHex)
    }
    let chain = extra.acceptChain
    for (signer, token) in [
      ("operator", chain.root), ("commander", chain.del1),
      ("delegate_b", chain.del2),
    ] {
      expectSigned(signer, token.signedHashHex, token.signatureHex)
    }
    let sample = Vectors.shared.tv2CapabilityToken.canonicalInstance
    expectSigned("operator", sample.signedHashHex, sample.signatureHex)
    let request = extra.taskRequest
    expectSigned("commander", request.signedHashHex, request.signatureHex)
    let binding = Vectors.shared.tv3Binding
    expectSigned(
      "commander", binding.bindingHashHex, binding.signatureByCommanderHex)
    let proof = Vectors.shared.tv4Proof
    expectSigned("executor", proof.proofHashHex, proof.signatureByExecutorHex)
  }

  // Blinding changes nothing but the way of the computation.
  @Test func entropyChangesNoSignatureAndNoKey() {
    var random = TestSeed.generator()
    let secret = secret(7)
    let digest = random.bytes(32)
    let expected = sign(secret, digest)
    for _ in 0..<5 {
      let entropy = Entropy32(random.bytes(32))
      #expect(sign(secret, digest, entropy: entropy) == expected)
    }
    #expect(sign(secret, digest, auxiliary: .constant(1)) != expected)
  }

  // SCRAP/preimage/v1: secret, then the digest that was signed (E-67).
  @Test func aPreimageIsTheTaggedHashOfSecretAndDigest() {
    let secret = secret(9)
    let digest = [UInt8](repeating: 3, count: 32)
    guard let device = DeviceSecret(secret.span) else {
      Issue.record("32 bytes are a device secret")
      return
    }
    let preimage = device.preimage(of: Digest(digest)).array
    let joined = secret + digest
    #expect(preimage == TaggedHash.hash(.preimage, joined.span).array)
    #expect(preimage != TaggedHash.hash(.mark, joined.span).array)
    let short = Array(secret.dropLast())
    let isShortTaken = DeviceSecret(short.span) != nil
    #expect(!isShortTaken)
  }
}
