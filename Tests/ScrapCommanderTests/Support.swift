// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import TestSupport

@testable import ScrapCommander

/// A second, in nanoseconds.
let second: UInt64 = 1_000_000_000

/// A commander's own time.
func unixSeconds(at nanoseconds: UInt64) -> UInt64 {
  Satellite.now + nanoseconds / second
}

/// The commander's key, which signs without chance.
func signingKey(_ key: TestKey = .commander) throws -> SigningKey {
  let secret = key.secret
  return try SigningKey(secret: secret.span, chance: .zero, place: "a test key")
}

/// An exchange about a draft.
func commander(
  _ draft: Draft = Draft(), executor: TestKey = .executor,
  policy: CommanderPolicy = CommanderPolicy()
) throws -> Commander {
  try Commander(
    request: SignedRequest(parsing: draft.message, place: "request"),
    executorKey: executor.publicKey, policy: policy)
}

extension Commander {
  /// Hands over a datagram at a time that both clocks know.
  mutating func hear(
    _ datagram: [UInt8], at nanoseconds: UInt64, key: TestKey = .commander
  ) throws -> CommanderStep {
    try receive(
      datagram, nowNanoseconds: nanoseconds,
      unixSeconds: unixSeconds(at: nanoseconds), key: signingKey(key))
  }
}

extension CommanderStep {
  /// The events in one word each.
  var words: [String] { events.map(\.word) }
}

extension CommanderEvent {
  /// The event in one word, with a number where one belongs to it.
  var word: String {
    switch self {
    case .requestSent(let attempt): "request \(attempt)"
    case .acceptVerified: "accept"
    case .bindingSent(let attempt): "binding \(attempt)"
    case .proofVerified: "proof"
    case .rejectVerified(let facts): facts.name
    case .ignored(let why): why.name
    case .gaveUp: "gave up"
    }
  }
}

/// A message of the executor's, with the signature as its last record.
func signed(
  _ type: UInt8, _ records: [Record], _ signatureType: UInt64,
  _ tag: ScrapCrypto.Tag, by key: TestKey = .executor
) -> [UInt8] {
  let body = RecordStream(records)
  return RecordStream(
    records + [Record(signatureType, key.signature(tag, body.bytes))]
  ).message(type)
}
