// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The records of one TLV stream, found and checked for order, length and
/// completeness; their values are not looked into.
///
/// Nothing is copied: the table holds offsets into the parsed bytes.
public struct RecordTable<Schema: RecordSchema>: Sendable {
  private var fields: InlineArray<18, Field>
  private var present: UInt32
  private var run: Field
  private var runCount: UInt16
  private var signedCount: UInt16

  /// The run of repeated records, from the first type byte to the last
  /// value's end; empty if there are none.
  public var repeated: Range<Int> { run.range }
  /// How many records are in that run.
  public var repeatedCount: Int { Int(runCount) }
  /// Bytes before the last record: what the signature covers (E-22).
  public var signedByteCount: Int { Int(signedCount) }

  /// Has found none.
  init() {
    self.fields = .init(repeating: Field(0..<0))
    self.present = 0
    self.run = Field(0..<0)
    self.runCount = 0
    self.signedCount = 0
  }

  /// Finds the records.
  ///
  /// The rules hold for unknown odd records too (E-26): strictly ascending
  /// types but for one run of the repeatable one (E-19), minimal integers
  /// (E-18), nothing after the last record (E-21).
  ///
  /// - Parameter bytes: the whole stream, at most 65535 bytes; the limits of
  ///   `Limits` are far below.
  /// - Throws: `truncated`, `notMinimal`, `notAscending`, `unknownEvenType`,
  ///   `wrongLength`, `missingRecord` or `trailingBytes`, with the offset.
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    precondition(bytes.count <= 0xffff, "a stream's limit is below 64 KiB")
    self.init()
    var reader = ByteReader(bytes)
    var previousType: UInt64? = nil
    repeat {
      let start = reader.offset
      let type = try reader.readBigSize()
      try Self.checkOrder(of: type, after: previousType, at: start)
      previousType = type
      try readRecord(type: type, start: start, from: &reader)
    } while previousType != Schema.lastType
    guard reader.isAtEnd else {
      throw ParseError(.trailingBytes, at: reader.offset)
    }
  }

  @inline(__always)
  private static func checkOrder(
    of type: UInt64, after previous: UInt64?, at start: Int
  ) throws(ParseError) {
    guard let previous else { return }
    if type > previous { return }
    if type == previous && type == Schema.repeatableType { return }
    throw ParseError(
      .notAscending, at: start, recordType: Self.knownType(type))
  }

  /// The type as an error tells it; nil if it is none of this version's.
  private static func knownType(_ type: UInt64) -> UInt8? {
    type <= 0xff ? UInt8(truncatingIfNeeded: type) : nil
  }

  @inline(__always)
  private mutating func readRecord(
    type: UInt64, start: Int, from reader: inout ByteReader
  ) throws(ParseError) {
    let rule = Schema.rule(for: type)
    if let rule { try checkNothingMissing(before: rule.slot, at: start) }
    if rule == nil && type & 1 == 0 {
      throw ParseError(
        .unknownEvenType, at: start, recordType: Self.knownType(type))
    }
    let lengthOffset = reader.offset
    let length = try reader.readBigSize()
    let value = try reader.skip(byteCount: length)
    guard let rule else { return }
    guard value.count >= rule.byteCountMin, value.count <= rule.byteCountMax
    else {
      throw ParseError(
        .wrongLength, at: lengthOffset,
        recordType: Schema.type(ofSlot: rule.slot))
    }
    keep(value, type: type, slot: rule.slot, start: start)
  }

  @inline(__always)
  private mutating func keep(
    _ value: Range<Int>, type: UInt64, slot: Int, start: Int
  ) {
    if type == Schema.repeatableType {
      let first = runCount == 0 ? start : Int(run.offset)
      run = Field(first..<value.upperBound)
      runCount &+= 1
    }
    if type == Schema.lastType { signedCount = UInt16(start) }
    fields[slot] = Field(value)
    present |= 1 &<< UInt32(slot)
  }

  @inline(__always)
  private func checkNothingMissing(
    before slot: Int, at offset: Int
  ) throws(ParseError) {
    let before = (UInt32(1) &<< UInt32(slot)) - 1
    let missing = Schema.requiredSlots & before & ~present
    guard missing != 0 else { return }
    throw ParseError(
      .missingRecord, at: offset,
      recordType: Schema.type(ofSlot: missing.trailingZeroBitCount))
  }

  /// The place of an optional record's value.
  public func optionalField(_ slot: Int) -> Field? {
    present & (1 &<< UInt32(slot)) == 0 ? nil : fields[slot]
  }

  /// The place of a required record's value.
  ///
  /// - Precondition: the slot is one of the schema's required ones.
  public func field(_ slot: Int) -> Field {
    precondition(
      Schema.requiredSlots & (1 &<< UInt32(slot)) != 0,
      "only a required record is always there")
    return fields[slot]
  }
}
