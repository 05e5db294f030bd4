// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport

/// A message from the satellite, taken apart; records are short here.
struct Reply {
  let bytes: [UInt8]
  private let records: [UInt8: [UInt8]]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var records: [UInt8: [UInt8]] = [:]
    for record in RecordStream(splitting: Array(bytes.dropFirst(3))).records {
      records[UInt8(truncatingIfNeeded: record.type)] = record.value
    }
    self.records = records
  }

  var type: UInt8 { bytes.first ?? 0 }
  var isAccept: Bool { type == 0x02 }
  var isReject: Bool { type == 0x03 }
  var isProof: Bool { type == 0x04 }

  subscript(type: UInt8) -> [UInt8] { records[type] ?? [] }

  /// A TaskReject's reason, as a number.
  var reason: Int { self[2].reduce(0) { $0 << 8 | Int($1) } }

  /// Whether an accept or reject is signed by a key.
  func isSigned(by key: [UInt8]) -> Bool {
    let signature = self[isAccept ? 22 : 10]
    let body = Array(bytes.dropFirst(3).dropLast(2 + 64))
    let digest = TaggedHash.hash(
      isAccept ? .taskAccept : .taskReject, body.span)
    return Self.verifies(signature, digest, key)
  }

  /// Whether a proof is signed by a key, for an output.
  func proves(output: [UInt8], by key: [UInt8]) -> Bool {
    let outputHash = SHA256.hash(output.span)
    guard self[6].elementsEqual((0..<32).map { outputHash.bytes[$0] }),
      self[10] == key
    else { return false }
    var hash = TaggedHash(.proof)
    for type: UInt8 in [2, 4, 6, 8] { hash.update(self[type].span) }
    return Self.verifies(self[12], hash.finalize(), key)
  }

  private static func verifies(
    _ signature: [UInt8], _ digest: Digest, _ key: [UInt8]
  ) -> Bool {
    VerificationKey(compressed: key.span)?
      .isValid(signature: signature.span, digest: digest) ?? false
  }
}
