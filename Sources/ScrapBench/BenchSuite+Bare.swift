// SPDX-License-Identifier: Apache-2.0

@preconcurrency import CSecp256k1
import ScrapCrypto
import ScrapWire

/// The primitives themselves: what everything else is measured in.
extension BenchSuite {
  func bareCases() throws -> [BenchCase] {
    // The very tokens that are then presented: the library's time depends on
    // its data, and on how often it has seen them.
    let tokens = try rootTokens.map(signedDigest)
    let verify = try bareSignature(of: rootTokens)
    let x = Array(commander.publicKey.dropFirst())
    return [
      BenchCase(
        name: "signature", summary: "bare secp256k1_schnorrsig_verify",
        unit: [], goal: nil, operationCount: Self.rootsPerRound,
        operate: verify),
      BenchCase(
        name: "key_parse", summary: "bare secp256k1_xonly_pubkey_parse",
        unit: [], goal: nil, operationCount: 100
      ) { _ in
        var key = secp256k1_xonly_pubkey()
        let parsed = secp256k1_xonly_pubkey_parse(
          secp256k1_context_static, &key, x)
        precondition(parsed == 1, "the key lies on the curve")
      },
      BenchCase(
        name: "token_hash", summary: "tagged hash of a token, 139 bytes",
        unit: [("signature", 1)], goal: nil, operationCount: 200
      ) { operation in
        let token = tokens[operation % tokens.count]
        let digest = TaggedHash.hash(.token, token.signed.span)
        precondition(
          digest.bytes[0] == token.digest[0], "the digest is the same")
      },
    ]
  }

  /// The bare signature of each token, by its place: the key parsed and the
  /// digest taken before.
  func bareSignature(
    of tokens: [[UInt8]]
  ) throws -> (_ operation: Int) -> Void {
    let tokens = try tokens.map(signedDigest)
    var parsedKey = secp256k1_xonly_pubkey()
    let parsed = secp256k1_xonly_pubkey_parse(
      secp256k1_context_static, &parsedKey,
      Array(issuer.publicKey.dropFirst()))
    precondition(parsed == 1, "the issuer's key lies on the curve")
    let key = parsedKey
    return { operation in
      let token = tokens[operation]
      var key = key
      let valid = secp256k1_schnorrsig_verify(
        secp256k1_context_static, token.signature, token.digest, 32, &key)
      precondition(valid == 1, "the signature is valid")
    }
  }

  private struct SignedDigest {
    var signed: [UInt8]
    var signature: [UInt8]
    var digest: [UInt8]
  }

  private func signedDigest(_ bytes: [UInt8]) throws -> SignedDigest {
    let records = try TokenRecords(parsing: bytes.span)
    let token = Token(bytes: bytes.span, records: records)
    let digest = TaggedHash.hash(.token, token.signedBytes)
    return SignedDigest(
      signed: Array(bytes[0..<token.signedBytes.count]),
      signature: Array(bytes.suffix(64)),
      digest: (0..<32).map { digest.bytes[$0] })
  }
}
