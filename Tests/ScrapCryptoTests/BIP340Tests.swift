// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import TestSupport
import Testing

/// One row of BIP-340's published vectors.
struct BIP340Row: Sendable, CustomStringConvertible {
  var index: Int
  var secret: [UInt8]
  var key: [UInt8]
  var auxiliary: [UInt8]
  var message: [UInt8]
  var signature: [UInt8]
  var isValid: Bool
  var comment: String

  var description: String { "row \(index) \(comment)" }

  static let all: [BIP340Row] = {
    let text = Vectors.file("bip340-vectors.csv")
    return text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(
        separator: ",", maxSplits: 7, omittingEmptySubsequences: false
      ).map(String.init)
      return BIP340Row(
        index: Int(cells[0]) ?? -1, secret: Hex.bytes(cells[1]),
        key: Hex.bytes(cells[2]), auxiliary: Hex.bytes(cells[3]),
        message: Hex.bytes(cells[4]), signature: Hex.bytes(cells[5]),
        isValid: cells[6] == "TRUE", comment: cells[7])
    }
  }()

  /// Rows 15 to 18 sign messages of other lengths than 32, which a `Digest`
  /// cannot hold: SCRAP signs nothing but tagged hashes.
  static let digests = all.filter { $0.message.count == 32 }
  static let signed = digests.filter { !$0.secret.isEmpty }
}

@Suite struct BIP340Tests {
  @Test func theRowsAreAllThere() {
    #expect(BIP340Row.all.map(\.index) == Array(0...18))
    #expect(BIP340Row.digests.map(\.index) == Array(0...14))
    #expect(BIP340Row.signed.map(\.index) == Array(0...3))
    #expect(BIP340Row.all.filter(\.isValid).count == 9)
  }

  // A `VerificationKey` takes the compressed form; the x-only key of a row
  // stands behind 02.
  @Test(arguments: BIP340Row.digests)
  func everyRowOf32BytesIsJudgedAsPublished(row: BIP340Row) {
    #expect(
      verifies(key: [2] + row.key, row.signature, row.message) == row.isValid)
  }

  @Test func theRowsWhoseKeyIsNoPointMakeNoKey() {
    for row in BIP340Row.digests {
      let key = [2] + row.key
      let isKey = VerificationKey(compressed: key.span) != nil
      #expect(isKey == !(row.index == 5 || row.index == 14), "\(row)")
    }
  }

  @Test(arguments: BIP340Row.signed)
  func everyRowWithASecretIsSignedAsPublished(row: BIP340Row) {
    #expect(publicKey(row.secret)?.dropFirst() == row.key[...])
    let auxiliary = Entropy32(row.auxiliary)
    #expect(
      sign(row.secret, row.message, auxiliary: auxiliary) == row.signature)
  }
}
