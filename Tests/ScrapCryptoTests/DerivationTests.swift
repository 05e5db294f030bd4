// SPDX-License-Identifier: Apache-2.0

import CSecp256k1
import Foundation
import ScrapCrypto
import TestSupport
import Testing

/// SCRAP §18.5: the identity keys of the vectors are BIP-32 children of one
/// seed. Nothing on board derives keys (E-17); this shows that the vectors'
/// keys are what they claim to be.
@Suite struct DerivationTests {
  private struct Node: Equatable {
    var secret: [UInt8]
    var chainCode: [UInt8]
  }

  private let vector = Vectors.shared.tv5Bip32

  /// Python's library, for there is no other HMAC-SHA512 at hand.
  private func hmacSHA512(key: [UInt8], _ message: [UInt8]) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import hmac,sys;print(hmac.new(bytes.fromhex(sys.argv[1]),"
        + "bytes.fromhex(sys.argv[2]),'sha512').hexdigest())",
      Hex.encode(key), Hex.encode(message),
    ]
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    return try #require(
      Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func publicKey(_ secret: [UInt8]) throws -> [UInt8] {
    let key = SecretKey(secret.span, entropy: .constant(1))
    guard let key else {
      Issue.record("a vector's secret is out of range")
      return []
    }
    return key.publicKey.bytes.indices.map { key.publicKey.bytes[$0] }
  }

  private func child(of parent: Node, _ index: UInt32) throws -> Node {
    let isHardened = index >= 0x8000_0000
    let data =
      (isHardened ? [0] + parent.secret : try publicKey(parent.secret))
      + NaiveInteger.bigEndian(UInt64(index), 4)
    let digest = try hmacSHA512(key: parent.chainCode, data)
    var secret = parent.secret
    let tweak = Array(digest.prefix(32))
    let context = try #require(
      secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)))
    defer { secp256k1_context_destroy(context) }
    #expect(secp256k1_ec_seckey_tweak_add(context, &secret, tweak) == 1)
    return Node(secret: secret, chainCode: Array(digest.suffix(32)))
  }

  private func number(_ part: Substring) throws -> UInt32 {
    let isHardened = part.hasSuffix("'")
    let digits = isHardened ? part.dropLast() : part
    return try #require(UInt32(digits)) + (isHardened ? 0x8000_0000 : 0)
  }

  @Test func theHardenedIndicesAreThePrintedOnes() throws {
    for (name, index) in vector.hardenedIndices {
      #expect(try number(name[...]) == index.decimal)
    }
  }

  @Test func theMasterKeyFollowsFromTheSeed() throws {
    let digest = try hmacSHA512(
      key: Array("Bitcoin seed".utf8), vector.masterSeedHex.bytes)
    let master = try #require(vector.derived["m"])
    #expect(Array(digest.prefix(32)) == master.privateKey.bytes)
    #expect(Array(digest.suffix(32)) == master.chainCode.bytes)
  }

  @Test func everyKeyFollowsFromItsParent() throws {
    for (path, expected) in vector.derived {
      #expect(
        try publicKey(expected.privateKey.bytes)
          == expected.publicKeyCompressed.bytes)
      guard let slash = path.lastIndex(of: "/") else { continue }
      let parent = try #require(vector.derived[String(path[..<slash])])
      let found = try child(
        of: Node(
          secret: parent.privateKey.bytes, chainCode: parent.chainCode.bytes),
        number(path[path.index(after: slash)...]))
      #expect(
        found
          == Node(
            secret: expected.privateKey.bytes,
            chainCode: expected.chainCode.bytes))
    }
  }
}
