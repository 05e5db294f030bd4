// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport
import Testing

// FIPS 180-4
@Suite struct SHA256Tests {
  /// NIST's examples, and short messages of its validation set.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      "616263",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    (
      "bd", "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"
    ),
    (
      "c98c8e55",
      "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504"
    ),
  ])
  func shortMessagesHaveTheirPublishedDigests(message: String, digest: String) {
    #expect(Hex.encode(sha256(Hex.bytes(message))) == digest)
  }

  @Test func theTwoExamplesOfMoreThanOneBlockHaveTheirPublishedDigests() {
    let bits448 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      Hex.encode(sha256(Array(bits448.utf8)))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let bits896 =
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
      + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
    #expect(
      Hex.encode(sha256(Array(bits896.utf8)))
        == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")
  }

  @Test func aMillionTimesTheLetterAHasItsPublishedDigest() {
    let thousand = [UInt8](repeating: 0x61, count: 1_000)
    var hash = SHA256()
    for _ in 0..<1_000 { hash.update(thousand.span) }
    #expect(
      Hex.encode(hash.finalize().array)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func everyLengthUpTo300AgreesWithASecondImplementation() {
    var random = TestSeed.generator()
    for count in 0...300 {
      let message = random.bytes(count)
      #expect(sha256(message) == NaiveSHA256.hash(message), "\(count) bytes")
    }
  }

  @Test func everySplitIntoTwoHasTheSameDigest() {
    var random = TestSeed.generator()
    let message = random.bytes(200)
    let whole = sha256(message)
    for split in 0...message.count {
      var hash = SHA256()
      hash.update(message.span.extracting(..<split))
      hash.update(message.span.extracting(split...))
      #expect(hash.finalize().array == whole, "split at \(split)")
    }
  }

  @Test func anyPiecesHaveTheSameDigest() {
    var random = TestSeed.generator()
    for _ in 0..<100 {
      let message = random.bytes(random.below(400))
      var hash = SHA256()
      var offset = 0
      while offset < message.count {
        let end = min(offset + random.below(130), message.count)
        hash.update(message.span.extracting(offset..<end))
        offset = end
      }
      #expect(hash.finalize().array == sha256(message))
    }
  }

  @Test func aCopyGoesOnByItself() {
    let message = Array("copied".utf8)
    var first = SHA256()
    first.update(message.span)
    let second = first
    first.update(message.span)
    #expect(second.finalize().array == sha256(message))
    #expect(first.finalize().array == sha256(message + message))
  }

  @Test func digestsAreTheSameOnlyIfAllBytesAre() {
    let digest = SHA256.hash([UInt8]().span)
    for bit in 0..<256 {
      var bytes = digest.array
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Digest(bytes) != digest)
    }
    #expect(Digest(digest.array) == digest)
    #expect(digest.prefix(at: 0, byteCount: 8) == 0xe3b0_c442_98fc_1c14)
    #expect(digest.prefix(at: 8, byteCount: 1) == 0x9a)
    #expect(digest.prefix(at: 30, byteCount: 2) == 0xb855)
  }
}
