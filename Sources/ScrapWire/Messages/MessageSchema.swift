// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A message whose body is a TLV stream.
public protocol MessageSchema: RecordSchema {
  /// The type in the header.
  static var messageType: MessageType { get }
}

/// A message of a known kind, its structure checked.
public struct Message<Schema: MessageSchema>: ~Escapable {
  /// The body, without the header.
  public let body: Span<UInt8>
  /// Where the body's records are, counted from the body's first byte.
  public let table: RecordTable<Schema>

  /// Parses a whole message.
  ///
  /// - Throws: any structural `ParseError.Kind`, with the offset from the
  ///   message's first byte.
  @_lifetime(copy bytes)
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    try self.init(parsing: bytes, as: Schema.messageType)
  }

  /// The same for one of several types of message that are laid out alike.
  @_lifetime(copy bytes)
  init(parsing bytes: Span<UInt8>, as type: MessageType) throws(ParseError) {
    let place = try MessageHeader.body(of: bytes, type: type)
    self.body = bytes.extracting(place)
    do throws(ParseError) {
      self.table = try RecordTable(parsing: body)
    } catch {
      throw error.shifted(by: Limits.headerByteCount)
    }
  }

  /// Looks at `bytes` through records that were found in them before.
  @_lifetime(copy bytes)
  init(bytes: Span<UInt8>, table: RecordTable<Schema>) {
    self.body = bytes.extracting(Limits.headerByteCount..<bytes.count)
    self.table = table
  }

  /// What the signature in the last record covers, where the whole body
  /// before it is signed.
  public var signedBytes: Span<UInt8> {
    @_lifetime(copy self) get { body.extracting(0..<table.signedByteCount) }
  }

  /// A required value's bytes.
  @_lifetime(copy self)
  public func value(_ slot: Int) -> Span<UInt8> {
    body.extracting(table.field(slot).range)
  }

  /// An optional value's bytes; nil if it is absent.
  @_lifetime(copy self)
  public func optionalValue(_ slot: Int) -> Span<UInt8>? {
    guard let field = table.optionalField(slot) else { return nil }
    return body.extracting(field.range)
  }

  /// A required value as a big-endian integer.
  public func integer(_ slot: Int) -> UInt64 {
    let field = table.field(slot)
    return body.bigEndianInteger(
      at: Int(field.offset), byteCount: Int(field.byteCount))
  }

  /// An optional value as a big-endian integer; nil if it is absent.
  public func optionalInteger(_ slot: Int) -> UInt64? {
    guard let field = table.optionalField(slot) else { return nil }
    return body.bigEndianInteger(
      at: Int(field.offset), byteCount: Int(field.byteCount))
  }

  /// Where a value begins, counted from the message's first byte; the
  /// header's end if it is absent.
  public func offset(_ slot: Int) -> Int {
    let field = table.optionalField(slot)
    return Limits.headerByteCount + (field.map { Int($0.offset) } ?? 0)
  }

  /// Checks that the value in `slot` is a text id (E-30).
  ///
  /// - Throws: `wrongText` at the value.
  func checkText(_ slot: Int) throws(ParseError) {
    guard let text = optionalValue(slot), !Identity.isText(text) else { return }
    throw ParseError(
      .wrongText, at: offset(slot), recordType: Schema.type(ofSlot: slot))
  }
}
