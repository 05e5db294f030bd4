// SPDX-License-Identifier: Apache-2.0

/// One record as a test wants it written, right or wrong.
public struct Record: Equatable, Sendable {
  /// The type.
  public var type: UInt64
  /// The value.
  public var value: [UInt8]
  /// Bytes of the type; nil for the shortest form.
  public var typeByteCount: Int?
  /// Bytes of the length; nil for the shortest form.
  public var lengthByteCount: Int?
  /// The length to claim; nil for the true one.
  public var claimedLength: UInt64?

  /// Makes a record in its only valid form.
  public init(_ type: UInt64, _ value: [UInt8]) {
    self.type = type
    self.value = value
  }

  /// Makes a record of text.
  public init(_ type: UInt64, text: String) {
    self.init(type, Array(text.utf8))
  }

  /// Makes a record of a big-endian integer.
  public init(_ type: UInt64, integer: UInt64, _ byteCount: Int) {
    self.init(type, NaiveInteger.bigEndian(integer, byteCount))
  }

  /// Type and length.
  public var head: [UInt8] {
    NaiveInteger.bigSize(type, byteCount: typeByteCount)
      + NaiveInteger.bigSize(
        claimedLength ?? UInt64(value.count), byteCount: lengthByteCount)
  }

  /// The whole record.
  public var bytes: [UInt8] { head + value }
}

/// A TLV stream as a test wants it written, right or wrong.
public struct RecordStream: Equatable, Sendable {
  /// The records, in the order to write them in.
  public var records: [Record]
  /// What follows the last record.
  public var trailer: [UInt8] = []

  /// Makes a stream of records.
  public init(_ records: [Record]) { self.records = records }

  /// Takes a stream apart, leniently: any form of integer, any order; what
  /// no longer makes a record becomes the trailer.
  public init(splitting bytes: [UInt8]) {
    var records: [Record] = []
    var offset = 0
    while let type = NaiveInteger.readBigSize(bytes, at: offset),
      let length = NaiveInteger.readBigSize(bytes, at: type.end),
      length.value <= UInt64(bytes.count - length.end)
    {
      let end = length.end + Int(length.value)
      var record = Record(type.value, Array(bytes[length.end..<end]))
      record.typeByteCount = type.end - offset
      record.lengthByteCount = length.end - type.end
      records.append(record)
      offset = end
    }
    self.records = records
    self.trailer = Array(bytes[offset...])
  }

  /// The whole stream.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for record in records { bytes += record.bytes }
    return bytes + trailer
  }

  /// Where the first record of `type` begins.
  ///
  /// - Precondition: there is one.
  public func offset(of type: UInt64) -> Int {
    offset(ofRecord: index(of: type))
  }

  /// Where the record at `index` begins.
  public func offset(ofRecord index: Int) -> Int {
    records[..<index].reduce(0) { $0 + $1.bytes.count }
  }

  /// Where the length of the first record of `type` begins.
  ///
  /// - Precondition: there is one.
  public func lengthOffset(of type: UInt64) -> Int {
    let record = records[index(of: type)]
    return offset(of: type)
      + NaiveInteger.bigSize(type, byteCount: record.typeByteCount).count
  }

  /// Where the value of the first record of `type` begins.
  ///
  /// - Precondition: there is one.
  public func valueOffset(of type: UInt64) -> Int {
    offset(of: type) + records[index(of: type)].head.count
  }

  /// The place of the first record of `type` among the records.
  ///
  /// - Precondition: there is one.
  public func index(of type: UInt64) -> Int {
    guard let index = records.firstIndex(where: { $0.type == type }) else {
      preconditionFailure("no record \(type)")
    }
    return index
  }

  /// The same stream with another value for the first record of a type.
  public func with(_ type: UInt64, _ value: [UInt8]) -> RecordStream {
    changing(type) { $0.value = value }
  }

  /// The same stream with the first record of `type` changed.
  public func changing(
    _ type: UInt64, _ change: (inout Record) -> Void
  ) -> RecordStream {
    var copy = self
    change(&copy.records[index(of: type)])
    return copy
  }

  /// The same stream without the records of a type.
  public func without(_ types: UInt64...) -> RecordStream {
    var copy = self
    copy.records.removeAll { types.contains($0.type) }
    return copy
  }

  /// The same stream with records added, each before the first one of a
  /// greater type.
  public func adding(_ added: Record...) -> RecordStream {
    var copy = self
    for record in added {
      let index =
        copy.records.firstIndex { $0.type > record.type }
        ?? copy.records.count
      copy.records.insert(record, at: index)
    }
    return copy
  }
}
