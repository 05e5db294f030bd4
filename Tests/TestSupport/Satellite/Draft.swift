// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A token as a test wants it, to be signed.
public struct TokenDraft: Sendable {
  /// The records; the value of record 240 is made by `bytes`.
  public var stream: RecordStream
  /// Who signs.
  public var signer: TestKey
  /// The domain of the signature.
  public var tag: Tag
  /// Bits to flip in the signature's last byte.
  public var signatureFlip: UInt8 = 0

  /// Makes a token to be signed.
  public init(_ stream: RecordStream, signer: TestKey, tag: Tag) {
    self.stream = stream
    self.signer = signer
    self.tag = tag
  }

  /// The signed token.
  public var bytes: [UInt8] {
    let unsigned = stream.without(240)
    var signature = signer.signature(tag, unsigned.bytes)
    signature[63] ^= signatureFlip
    return unsigned.bytes + Record(240, signature).bytes
  }

  /// Sets the first record of a type, or adds it.
  public mutating func set(_ type: UInt64, _ value: [UInt8]) {
    stream =
      stream.records.contains { $0.type == type }
      ? stream.with(type, value) : stream.adding(Record(type, value))
  }

  /// Sets the first record of a type to a big-endian integer, or adds it.
  public mutating func set(_ type: UInt64, integer: UInt64, _ count: Int) {
    set(type, NaiveInteger.bigEndian(integer, count))
  }

  /// Puts these capabilities in place of those it has.
  public mutating func setCapabilities(_ capabilities: [String]) {
    stream = stream.without(14)
    for capability in capabilities {
      stream = stream.adding(Record(14, text: capability))
    }
  }

  /// Where the value of the first record of a type begins; 0 if there is
  /// none.
  public func offset(of type: UInt64) -> Int {
    stream.records.contains { $0.type == type }
      ? stream.valueOffset(of: type) : 0
  }
}

/// A chain and a request as a test wants them, to be signed.
public struct Draft: Sendable {
  /// The tokens, root first.
  public var tokens: [TokenDraft]
  /// The request's records but tokens and signature.
  public var request: RecordStream
  /// Who signs the request.
  public var commander: TestKey
  /// The domain of the request's signature.
  public var requestTag: Tag = .taskRequest

  /// A request with a chain of `depth` delegations: from the operator to the
  /// commander, and so on along `TestKey.line`.
  ///
  /// - Parameters:
  ///   - depth: delegations above the root.
  ///   - id: what all token ids are made of; another id, other tokens.
  public init(depth: Int = 0, id: UInt64 = 1) {
    tokens = []
    for index in 0...depth {
      tokens.append(Self.token(index, id: id, issuer: TestKey.line[index]))
    }
    request = RecordStream([
      Record(0, text: "TASK-\(id)"),
      Record(2, integer: Satellite.now - 10, 4),
      Record(8, text: "cmd:imaging:msi"),
    ])
    commander = TestKey.line[depth + 1]
  }

  private static func token(
    _ index: Int, id: UInt64, issuer: TestKey
  ) -> TokenDraft {
    var token = TokenDraft(
      RecordStream([
        Record(0, [1]),
        Record(2, issuer.publicKey),
        Record(4, TestKey.line[index + 1].publicKey),
        Record(6, text: "SENTINEL-2C-62261"),
        Record(8, integer: Satellite.now - 100 + UInt64(index), 4),
        Record(10, integer: Satellite.now + 3600, 4),
        Record(12, tokenID(id, index)),
        Record(14, text: "cmd:imaging:*"),
        Record(240, [UInt8](repeating: 0, count: 64)),
      ]),
      signer: issuer, tag: index == 0 ? .token : .delegation)
    if index > 0 {
      token.set(20, TestKey.groundOperator.publicKey)
      token.set(22, tokenID(id, 0))
      token.set(24, tokenID(id, index - 1))
      token.set(26, [UInt8(index)])
    }
    return token
  }

  /// The id of a draft's token.
  public static func tokenID(_ id: UInt64, _ index: Int) -> [UInt8] {
    NaiveInteger.bigEndian(id, 8) + NaiveInteger.bigEndian(UInt64(index), 8)
  }

  /// The place of the presented token.
  public var leaf: Int { tokens.count - 1 }

  /// Sets the first record of a type in the request, or adds it.
  public mutating func set(_ type: UInt64, _ value: [UInt8]) {
    request =
      request.records.contains { $0.type == type }
      ? request.with(type, value) : request.adding(Record(type, value))
  }

  /// Sets the first record of a type in the request to an integer.
  public mutating func set(_ type: UInt64, integer: UInt64, _ count: Int) {
    set(type, NaiveInteger.bigEndian(integer, count))
  }

  /// The signed tokens, root first.
  public var chain: [[UInt8]] { tokens.map(\.bytes) }

  /// The body without the signature.
  public var unsignedBody: RecordStream {
    var tokens = chain
    guard let leaf = tokens.popLast() else { return request }
    var body = request.adding(Record(4, leaf))
    for parent in tokens { body = body.adding(Record(6, parent)) }
    return body
  }

  /// The whole message.
  public var message: [UInt8] {
    var body = unsignedBody
    body.records.append(
      Record(20, commander.signature(requestTag, body.bytes)))
    return body.message(1)
  }

  /// Where the value of a record of a token begins in the message.
  public func offset(ofToken index: Int, _ type: UInt64) -> Int {
    let body = unsignedBody
    let record =
      index == leaf ? body.index(of: 4) : body.index(of: 6) + index
    return 3 + body.offset(ofRecord: record)
      + body.records[record].head.count + tokens[index].offset(of: type)
  }

  /// Where the value of a record of the request begins in the message.
  public func offset(ofRequest type: UInt64) -> Int {
    let body = unsignedBody
    return type == 20
      ? 3 + body.bytes.count + 2 : 3 + body.valueOffset(of: type)
  }
}
