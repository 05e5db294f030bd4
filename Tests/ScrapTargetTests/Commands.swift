// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import TestSupport
import Testing

@testable import ScrapTarget

/// An operator's command as a test wants it, right or wrong.
struct Command {
  var type: UInt8
  var tag: ScrapCrypto.Tag
  var satelliteID = "SENTINEL-2C-62261"
  var version: UInt64 = 1
  var signedAtSeconds = now
  var content: [UInt8]
  var key = TestKey.operations

  /// Revokes tokens: issuer, token_id, expires_at.
  static func revocation(
    _ tokens: [(issuer: TestKey, id: [UInt8], expiresAtSeconds: UInt64)],
    version: UInt64 = 1
  ) -> Command {
    let content = tokens.flatMap {
      $0.issuer.publicKey + $0.id
        + NaiveInteger.bigEndian($0.expiresAtSeconds, 4)
    }
    return Command(
      type: 0x22, tag: .operatorRevocation, version: version, content: content)
  }

  /// Revokes the token of a draft's chain at a depth.
  static func revocation(
    of draft: Draft, at depth: Int, id: UInt64 = 1, version: UInt64 = 1
  ) -> Command {
    revocation(
      [(TestKey.line[depth], Draft.tokenID(id, depth), now + 3_600)],
      version: version)
  }

  static func issuers(_ keys: [TestKey], version: UInt64 = 1) -> Command {
    Command(
      type: 0x23, tag: .operatorIssuers, version: version,
      content: keys.flatMap(\.publicKey))
  }

  static func floors(
    issuance: UInt64 = 0, expiry: UInt64 = 0, version: UInt64 = 1
  ) -> Command {
    Command(
      type: 0x24, tag: .operatorFloors, version: version,
      content: NaiveInteger.bigEndian(issuance, 8)
        + NaiveInteger.bigEndian(expiry, 8))
  }

  static func counterReset(version: UInt64 = 1) -> Command {
    Command(
      type: 0x25, tag: .operatorCounterReset, version: version, content: [])
  }

  static func statusRequest(nonce: UInt8) -> Command {
    Command(
      type: 0x26, tag: .operatorStatusRequest, version: 0,
      content: [UInt8](repeating: nonce, count: 16))
  }

  /// All records but the signature.
  var records: RecordStream {
    RecordStream([
      Record(0, text: satelliteID), Record(2, integer: version, 8),
      Record(4, integer: signedAtSeconds, 8), Record(6, content),
      Record(8, key.publicKey),
    ])
  }

  var message: [UInt8] {
    var body = records
    body.records.append(Record(10, key.signature(tag, body.bytes)))
    return body.message(type)
  }

  /// What the operator signed.
  var digest: [UInt8] {
    bytes(TaggedHash.hash(tag, records.bytes.span))
  }

  func with(_ change: (inout Command) -> Void) -> Command {
    var command = self
    change(&command)
    return command
  }
}

/// A satellite that listens to its operator, with two issuers.
func operatedCraft(
  issuers: [TestKey] = [.groundOperator, .secondOperator],
  sizes: Board.Sizes = Board.Sizes()
) -> Craft {
  var profile = ProfileRecord()
  profile.issuers = issuers.map(\.publicKey)
  profile.operationsKeys = [TestKey.operations.publicKey]
  return Craft(profile: profile, sizes: sizes)
}

extension Command {
  /// One of each kind.
  static let all: [Command] = [
    .revocation(of: Draft(), at: 0), .issuers([.groundOperator]),
    .floors(issuance: now - 500), .counterReset(),
  ]

  /// Their kinds.
  static let kinds: [OperatorMessageKind] = [
    .revocation, .issuerList, .floorRaise, .counterReset,
  ]
}

func expectTaken(
  _ craft: Craft, _ command: Command, _ kind: OperatorMessageKind,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let (heard, reply) = craft.hear(command.message)
  #expect(
    heard == .operatorTaken(kind, command.version),
    sourceLocation: sourceLocation)
  let receipt = Reply(reply)
  #expect(receipt.type == 0x27, sourceLocation: sourceLocation)
  #expect(receipt.text(0) == "SENTINEL-2C-62261")
  #expect(receipt.integer(2) == UInt64(command.type))
  #expect(receipt.integer(4) == command.version)
  #expect(receipt[6] == command.digest, sourceLocation: sourceLocation)
  #expect(receipt.integer(8) == now)
  #expect(
    receipt.isSigned(.operatorReceipt), sourceLocation: sourceLocation)
}

func expectRefused(
  _ craft: Craft, _ command: Command, _ reason: OperatorRefusal.Reason,
  at offset: Int? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectRefused(
    craft, command.message, OperatorRefusal(reason, offset: offset),
    sourceLocation: sourceLocation)
}

/// Where a record's value begins in a message.
func place(_ command: Command, _ type: UInt64) -> Int {
  3 + command.records.valueOffset(of: type)
}
