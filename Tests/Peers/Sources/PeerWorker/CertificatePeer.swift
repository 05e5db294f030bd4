// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import X509

/// swift-certificates: a chain of X.509 certificates under one root, P-256.
enum CertificatePeer {
  static func cases() throws -> [PeerCase] {
    let rootKey = P256.Signing.PrivateKey()
    let root = try certificate(
      "ESA", key: rootKey.publicKey, issuer: "ESA", signer: rootKey,
      isAuthority: true)
    return try (0...3).map { depth in
      try chainCase(depth: depth, root: root, rootKey: rootKey)
    }
  }

  /// A leaf under so many intermediates, each parsed from its bytes.
  private static func chainCase(
    depth: Int, root: Certificate, rootKey: P256.Signing.PrivateKey
  ) throws -> PeerCase {
    var presented: [[UInt8]] = []
    var issuer = (name: "ESA", key: rootKey)
    for place in 0...depth {
      let name = "RELAY-\(place)"
      let key = P256.Signing.PrivateKey()
      let next = try certificate(
        name, key: key.publicKey, issuer: issuer.name, signer: issuer.key,
        isAuthority: place < depth)
      presented.append(Array(try next.serializeAsPEM().derBytes))
      issuer = (name, key)
    }
    let chain = presented
    return PeerCase(
      depth == 0 ? "x509_p256" : "x509_p256_depth_\(depth)",
      depth == 0 ? "token" : "chain",
      "swift-certificates, P-256, \(depth + 1) below a root",
      bare: "swift_p256_bare", bytes: chain.map(\.count).reduce(0, +)
    ) {
      let parsed = try chain.map { try Certificate(derEncoded: $0) }
      var verifier = Verifier(rootCertificates: CertificateStore([root])) {
        RFC5280Policy(fixedValidationTime: Date())
      }
      let result = await verifier.validate(
        leaf: parsed[depth],
        intermediates: CertificateStore(parsed.dropLast()))
      guard case .validCertificate = result else {
        preconditionFailure("the chain is valid")
      }
    }
  }

  private static func certificate(
    _ name: String, key: P256.Signing.PublicKey, issuer: String,
    signer: P256.Signing.PrivateKey, isAuthority: Bool
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: .init(), publicKey: .init(key),
      notValidBefore: Date(timeIntervalSinceNow: -60),
      notValidAfter: Date(timeIntervalSinceNow: 86_400),
      issuer: DistinguishedName { CommonName(issuer) },
      subject: DistinguishedName { CommonName(name) },
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(
          isAuthority
            ? BasicConstraints.isCertificateAuthority(maxPathLength: nil)
            : BasicConstraints.notCertificateAuthority)
      },
      issuerPrivateKey: .init(signer))
  }
}
