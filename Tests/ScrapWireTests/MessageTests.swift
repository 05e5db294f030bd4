// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

/// A message of the profile, with its records.
struct MessageKind: Sendable, CustomStringConvertible {
  var type: MessageType
  var description: String
  /// Types and the least and greatest number of bytes; the last one signs.
  var records: [(type: UInt64, min: Int, max: Int)]

  /// A well-formed body; each value has its longest form.
  var body: RecordStream {
    RecordStream(
      records.map { type, _, max in
        // 02 is the beginning of a key, 'a' a text.
        let isKey = max == 33
        let fill = [UInt8](repeating: type == 0 ? 0x61 : 0x02, count: max)
        return Record(type, isKey ? RecordStream.key(7) : fill)
      })
  }

  /// The type of the record with a key, if there is one.
  var keyType: UInt64? { records.first { $0.max == 33 }?.type }

  static let all = [
    MessageKind(
      type: .taskAccept, description: "TaskAccept",
      records: [
        (0, 1, 64), (2, 4, 4), (4, 32, 32), (6, 32, 32), (8, 8, 8),
        (10, 4, 4), (12, 0, 64), (14, 4, 4), (16, 4, 4), (18, 4, 4),
        (20, 2, 2), (22, 64, 64),
      ]),
    MessageKind(
      type: .taskReject, description: "TaskReject",
      records: [
        (0, 1, 64), (2, 2, 2), (4, 0, 64), (6, 4, 4), (8, 32, 32),
        (10, 64, 64),
      ]),
    MessageKind(
      type: .proofOfExecution, description: "ProofOfExecution",
      records: [
        (0, 1, 64), (2, 16, 16), (4, 32, 32), (6, 32, 32), (8, 4, 4),
        (10, 33, 33), (12, 64, 64),
      ]),
    MessageKind(
      type: .taskBinding, description: "TaskBinding",
      records: [
        (0, 1, 64), (2, 16, 16), (4, 32, 32), (6, 8, 8), (8, 4, 4),
        (10, 64, 64),
      ]),
    MessageKind(
      type: .clockChallenge, description: "ClockChallenge",
      records: [(0, 1, 64), (2, 16, 16)]),
    MessageKind(
      type: .clockReading, description: "ClockReading",
      records: [
        (0, 1, 64), (2, 8, 8), (4, 16, 16), (6, 8, 8), (8, 4, 4), (10, 8, 8),
        (12, 33, 33), (14, 64, 64),
      ]),
    MessageKind(.floorRaise, "FloorRaise", contentByteCount: 16),
    MessageKind(.counterReset, "CounterReset", contentByteCount: 0),
    MessageKind(.statusRequest, "StatusRequest", contentByteCount: 16),
    MessageKind(
      type: .operatorReceipt, description: "OperatorReceipt",
      records: [
        (0, 1, 64), (2, 1, 1), (4, 8, 8), (6, 32, 32), (8, 8, 8),
        (10, 64, 64),
      ]),
    MessageKind(
      type: .operatorStatus, description: "OperatorStatus",
      records: [
        (0, 1, 64), (2, 16, 16), (4, 17, 17), (6, 18, 18), (8, 24, 24),
        (10, 40, 40), (12, 2, 2), (14, 76, 76), (16, 64, 64),
      ]),
  ]
}

extension MessageKind {
  /// An operator's command with a content of one length.
  init(_ type: MessageType, _ description: String, contentByteCount: Int) {
    self.init(
      type: type, description: description,
      records: [
        (0, 1, 64), (2, 8, 8), (4, 8, 8),
        (6, contentByteCount, contentByteCount), (8, 33, 33), (10, 64, 64),
      ])
  }
}

@Suite struct MessageTests {
  private func expectRefused(
    _ kind: MessageKind, _ body: RecordStream, _ fault: ParseError.Kind,
    at offset: Int, record: UInt8? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      messageError(kind.type, body.message(kind.type.rawValue))
        == ParseError(fault, at: offset + 3, recordType: record),
      sourceLocation: sourceLocation)
  }

  private func expectWellFormed(
    _ kind: MessageKind, _ body: RecordStream,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      messageError(kind.type, body.message(kind.type.rawValue)) == nil,
      sourceLocation: sourceLocation)
  }

  @Test(arguments: MessageKind.all)
  func everyRecordIsRequired(kind: MessageKind) {
    let body = kind.body
    expectWellFormed(kind, body)
    for record in body.records.dropLast() {
      expectRefused(
        kind, body.without(record.type), .missingRecord,
        at: body.offset(of: record.type), record: UInt8(record.type))
    }
    let unsigned = body.without(kind.records[kind.records.count - 1].type)
    expectRefused(kind, unsigned, .truncated, at: unsigned.bytes.count)
  }

  @Test(arguments: MessageKind.all)
  func noRecordMayRepeat(kind: MessageKind) {
    let body = kind.body
    for (index, record) in body.records.dropLast().enumerated() {
      expectRefused(
        kind, body.adding(record), .notAscending,
        at: body.offset(ofRecord: index + 1), record: UInt8(record.type))
    }
    var twice = body
    twice.records.append(body.records[body.records.count - 1])
    expectRefused(kind, twice, .trailingBytes, at: body.bytes.count)
  }

  @Test(arguments: MessageKind.all)
  func noRecordMayHaveAnotherLength(kind: MessageKind) {
    let body = kind.body
    for (type, min, max) in kind.records {
      let lengths = Set([0, 1, 2, 4, 8, 16, 32, 33, 64, 65, 300])
        .union([min - 1, min, max, max + 1]).filter { $0 >= 0 }
      for length in lengths {
        let changed = body.with(
          type, [UInt8](repeating: type == 0 ? 0x61 : 2, count: length))
        if (min...max).contains(length) {
          expectWellFormed(kind, changed)
        } else {
          expectRefused(
            kind, changed, .wrongLength, at: changed.lengthOffset(of: type),
            record: UInt8(type))
        }
      }
    }
  }

  @Test(arguments: MessageKind.all)
  func unknownRecordsFollowTheRuleOfEvenAndOdd(kind: MessageKind) {
    let last = kind.records[kind.records.count - 1].type
    for type in stride(from: 1, to: last, by: 2) {
      expectWellFormed(kind, kind.body.adding(Record(type, [1, 2])))
    }
    let unsigned = kind.body.without(last)
    for type in [last + 2, last + 4, 240] {
      let body = unsigned.adding(Record(type, [1]))
      expectRefused(
        kind, body, .unknownEvenType, at: body.offset(of: type),
        record: UInt8(type))
    }
  }

  @Test(arguments: MessageKind.all)
  func everyPrefixAndEveryByteMoreIsRefused(kind: MessageKind) {
    let whole = kind.body.message(kind.type.rawValue)
    for count in 0..<whole.count {
      #expect(
        messageError(kind.type, Array(whole[..<count]))
          == (count < 3
            ? ParseError(.truncated, at: count)
            : ParseError(.wrongMessageLength, at: 1)))
      guard count >= 3 else { continue }
      let cut = RecordStream(splitting: Array(whole[3..<count]))
      expectRefused(kind, cut, .truncated, at: count - 3)
    }
    #expect(
      messageError(kind.type, whole + [0])
        == ParseError(.wrongMessageLength, at: 1))
    var longer = kind.body
    longer.trailer = [0]
    expectRefused(kind, longer, .trailingBytes, at: kind.body.bytes.count)
  }

  // E-30
  @Test(arguments: MessageKind.all)
  func aTaskIdIsPrintableASCII(kind: MessageKind) {
    for byte in [0, 0x0a, 0x20, 0x7f, 0x80, 0xff] as [UInt8] {
      let body = kind.body.with(0, [0x61, byte])
      expectRefused(
        kind, body, .wrongText, at: body.valueOffset(of: 0), record: 0)
    }
  }

  // E-38
  @Test(arguments: MessageKind.all.filter { $0.keyType != nil })
  func aKeyBeginsWith02Or03(kind: MessageKind) throws {
    let type = try #require(kind.keyType)
    for prefix in 0...255 as ClosedRange<UInt8> {
      let body = kind.body.with(type, RecordStream.key(7, prefix: prefix))
      if prefix == 2 || prefix == 3 {
        expectWellFormed(kind, body)
      } else {
        expectRefused(
          kind, body, .wrongKeyPrefix, at: body.valueOffset(of: type),
          record: UInt8(type))
      }
    }
  }

  @Test(arguments: MessageKind.all)
  func whatTheWriterWroteIsReadBack(kind: MessageKind) throws {
    var random = TestSeed.generator()
    for _ in 0..<20 {
      var body = kind.body
      for (type, min, max) in kind.records where max != 33 {
        let count = min + random.below(max - min + 1)
        let value = random.bytes(count).map { type == 0 ? 0x21 + $0 % 94 : $0 }
        body = body.with(type, value)
      }
      let message = try written { writer throws(WriteError) in
        try writer.beginMessage(kind.type)
        for record in body.records {
          try writer.append(record: record.type, record.value.span)
        }
        writer.endMessage()
      }
      #expect(message == body.message(kind.type.rawValue))
      try expectValues(kind, message, body)
    }
  }

  private func expectValues(
    _ kind: MessageKind, _ message: [UInt8], _ body: RecordStream
  ) throws {
    switch kind.type {
    case .taskAccept:
      try expectValues(of: TaskAccept(parsing: message.span).message, body)
    case .taskReject:
      try expectValues(of: TaskReject(parsing: message.span).message, body)
    case .proofOfExecution:
      try expectValues(
        of: ProofOfExecution(parsing: message.span).message, body)
    case .taskBinding:
      try expectValues(of: TaskBinding(parsing: message.span).message, body)
    case .clockChallenge:
      try expectValues(of: ClockChallenge(parsing: message.span).message, body)
    case .clockReading:
      try expectValues(
        of: SignedClockReading(parsing: message.span).message, body)
    case .floorRaise, .counterReset, .statusRequest:
      try expectValues(
        of: OperatorCommand(parsing: message.span, as: kind.type).message, body)
    case .operatorReceipt:
      try expectValues(of: OperatorReceipt(parsing: message.span).message, body)
    case .operatorStatus:
      try expectValues(of: OperatorStatus(parsing: message.span).message, body)
    case .taskRequest, .revocation, .issuerList:
      Issue.record("has tests of its own")
    }
  }

  private func expectValues<Schema: MessageSchema>(
    of message: Message<Schema>, _ body: RecordStream
  ) {
    for (slot, record) in body.records.enumerated() {
      #expect(Schema.type(ofSlot: slot) == UInt8(record.type))
      #expect([UInt8](copying: message.value(slot)) == record.value)
      #expect(copied(message.optionalValue(slot)) == record.value)
      #expect(message.offset(slot) == 3 + body.valueOffset(of: record.type))
      guard record.value.count <= 8 else { continue }
      let number = record.value.reduce(0) { $0 << 8 | UInt64($1) }
      #expect(message.integer(slot) == number)
      #expect(message.optionalInteger(slot) == number)
    }
    let last = body.offset(ofRecord: body.records.count - 1)
    #expect([UInt8](copying: message.body) == body.bytes)
    #expect([UInt8](copying: message.signedBytes) == Array(body.bytes[..<last]))
  }
}
