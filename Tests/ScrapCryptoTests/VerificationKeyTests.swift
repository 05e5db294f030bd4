// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport
import Testing

@Suite struct VerificationKeyTests {
  private let binding = Vectors.shared.tv3Binding

  private func isKey(_ bytes: [UInt8]) -> Bool {
    VerificationKey(compressed: bytes.span) != nil
  }

  // E-05
  @Test func theSampleKeysOfTheSpecificationAreJudgedAsFound() {
    let checks = Vectors.shared.pubkeyChecks
    #expect(checks.count == 5)
    for check in checks {
      let bytes = Hex.decode(check.hex)
      #expect((bytes == nil) == check.verdict.hasPrefix("65 digits"))
      guard let bytes else { continue }
      #expect(
        isKey(bytes) == (check.verdict == "33 bytes, on the curve"),
        "\(check.hex)")
    }
  }

  // E-38
  @Test func onlyThePrefixes02And03MakeAKey() {
    let key = binding.commanderPubkeyHex.bytes
    for prefix in 0...255 as ClosedRange<UInt8> {
      #expect(
        isKey([prefix] + key.dropFirst()) == (prefix == 2 || prefix == 3))
    }
  }

  @Test func aKeyHas33Bytes() {
    let key = binding.commanderPubkeyHex.bytes
    for count in [0, 1, 2, 31, 32] { #expect(!isKey(Array(key[..<count]))) }
    #expect(!isKey(key + [0]))
    #expect(!isKey(key + key))
    #expect(!isKey([4] + key.dropFirst() + key.dropFirst()))
  }

  @Test func zeroAndTheFieldsSizeAreNoKeys() {
    #expect(!isKey([2] + [UInt8](repeating: 0, count: 32)))
    #expect(!isKey([2] + [UInt8](repeating: 0xff, count: 32)))
    let fieldSize = Hex.bytes(
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")
    #expect(!isKey([2] + fieldSize))
  }

  // E-38: twins verify alike, and are different keys.
  @Test func twinsOfOneXAreDifferentKeys() {
    let key = binding.commanderPubkeyHex.bytes
    let twin = [key[0] ^ 1] + key.dropFirst()
    #expect(PublicKey(key.span) != PublicKey(twin.span))
    #expect(PublicKey(key.span) == PublicKey(key.span))
    for candidate in [key, twin] {
      #expect(
        verifies(
          key: candidate, binding.signatureByCommanderHex.bytes,
          binding.bindingHashHex.bytes))
    }
  }

  @Test func keysAreTheSameOnlyIfAllBytesAre() {
    let key = binding.commanderPubkeyHex.bytes
    for bit in 0..<33 * 8 {
      var other = key
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(PublicKey(key.span) != PublicKey(other.span))
    }
  }

  @Test func aSignatureOfAnyOtherLengthIsRefused() {
    let signature = binding.signatureByCommanderHex.bytes
    let key = binding.commanderPubkeyHex.bytes
    let digest = binding.bindingHashHex.bytes
    for count in 0..<64 {
      #expect(!verifies(key: key, Array(signature[..<count]), digest))
    }
    #expect(!verifies(key: key, signature + [0], digest))
    #expect(!verifies(key: key, signature + signature, digest))
    #expect(!verifies(key: key, [0] + signature, digest))
    #expect(verifies(key: key, signature, digest))
  }

  @Test func everyFlippedBitOfASignatureOrDigestIsRefused() {
    let signature = binding.signatureByCommanderHex.bytes
    let key = binding.commanderPubkeyHex.bytes
    let digest = binding.bindingHashHex.bytes
    for bit in 0..<512 {
      var flipped = signature
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!verifies(key: key, flipped, digest), "bit \(bit)")
    }
    for bit in 0..<256 {
      var flipped = digest
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!verifies(key: key, signature, flipped), "bit \(bit)")
    }
  }

  @Test func everyFlippedBitOfAKeysXIsRefused() {
    let signature = binding.signatureByCommanderHex.bytes
    let digest = binding.bindingHashHex.bytes
    for bit in 8..<33 * 8 {
      var key = binding.commanderPubkeyHex.bytes
      key[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!verifies(key: key, signature, digest), "bit \(bit)")
    }
  }

  @Test func theProofsSignatureIsValidForItsHashOnly() {
    let proof = Vectors.shared.tv4Proof
    let key = proof.executorPubkeyHex.bytes
    let signature = proof.signatureByExecutorHex.bytes
    #expect(verifies(key: key, signature, proof.proofHashHex.bytes))
    // E-12
    #expect(
      !verifies(
        key: key, signature, proof.mustNotMatchBe8.proofHashHex.bytes))
  }
}
