// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TaskRequestTests {
  private let full = RecordStream.fullRequestBody
  private let least = RecordStream.requestBody

  /// Holds the error of a body, sent as a TaskRequest, against the expected
  /// one; offsets count from the body's first byte.
  private func expectRefused(
    _ body: RecordStream, _ kind: ParseError.Kind, at offset: Int,
    record: UInt8? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = ParseError(kind, at: offset + 3, recordType: record)
    let message = body.message(1)
    #expect(
      messageError(.taskRequest, message) == error,
      sourceLocation: sourceLocation)
    #expect(
      requestError(message) == .request(error), sourceLocation: sourceLocation)
  }

  private func expectWellFormed(
    _ body: RecordStream, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      messageError(.taskRequest, body.message(1)) == nil,
      sourceLocation: sourceLocation)
  }

  @Test func theDraftsAreWellFormed() {
    for body in [full, least] {
      expectWellFormed(body)
      #expect(requestError(body.message(1)) == nil)
    }
  }

  @Test func aRequestShowsEachValue() throws {
    let message = full.message(1)
    let request = try TaskRequest(parsing: message.span)
    func value(_ type: UInt64) -> [UInt8] {
      full.records[full.index(of: type)].value
    }
    #expect([UInt8](copying: request.taskID) == value(0))
    #expect(request.timestampSeconds == 1_705_320_090)
    #expect([UInt8](copying: request.capabilityToken) == value(4))
    #expect(request.parentCount == 2)
    #expect([UInt8](copying: request.taskType) == value(8))
    #expect(copied(request.target) == value(10))
    #expect(copied(request.parameters) == value(12))
    #expect(copied(request.constraints) == value(14))
    #expect(request.maxAmountSats == 40_000)
    #expect(request.timeoutBlocks == 144)
    #expect([UInt8](copying: request.commanderSignature) == value(20))
    // E-94: the received body before record 20.
    #expect(
      [UInt8](copying: request.signedBytes)
        == Array(full.bytes[..<full.offset(of: 20)]))
    let run = [UInt8](copying: request.parentRecords)
    #expect(
      Array(message[request.parentRunOffset...].prefix(run.count)) == run)
    var walk = request.parents()
    var parents: [[UInt8]] = []
    while let place = walk.next() { parents.append(Array(run[place])) }
    #expect(parents == full.records.filter { $0.type == 6 }.map(\.value))
  }

  @Test func whatIsAbsentIsNil() throws {
    let message = least.message(1)
    let request = try TaskRequest(parsing: message.span)
    #expect(request.parentCount == 0)
    #expect(copied(request.target) == nil)
    #expect(copied(request.parameters) == nil)
    #expect(copied(request.constraints) == nil)
    #expect(request.maxAmountSats == nil && request.timeoutBlocks == nil)
    var walk = request.parents()
    #expect(walk.next() == nil)
  }

  // E-93
  @Test(arguments: [0, 2, 4, 8] as [UInt64])
  func aMissingRecordIsNamedWhereTheNextKnownOneBegins(type: UInt64) {
    expectRefused(
      least.without(type), .missingRecord, at: least.offset(of: type),
      record: UInt8(type))
  }

  @Test func aRequestWithoutSignatureEndsTooEarly() {
    let body = least.without(20)
    expectRefused(body, .truncated, at: body.bytes.count)
  }

  @Test(arguments: [6, 10, 12, 14, 16, 18] as [UInt64])
  func theOtherRecordsAreOptional(type: UInt64) {
    expectWellFormed(full.without(type))
  }

  // E-93: type 6 only may repeat.
  @Test(arguments: [0, 2, 4, 8, 10, 12, 14, 16, 18] as [UInt64])
  func aRepeatedRecordIsRefused(type: UInt64) {
    let record = full.records[full.index(of: type)]
    expectRefused(
      full.adding(record), .notAscending,
      at: full.offset(of: type) + record.bytes.count, record: UInt8(type))
  }

  @Test func bytesAfterTheSignatureAreRefused() {
    for trailer in [[0], [21, 0], [20, 0]] as [[UInt8]] {
      var body = full
      body.trailer = trailer
      expectRefused(body, .trailingBytes, at: full.bytes.count)
    }
  }

  @Test(
    arguments: [
      (0, [0, 65, 300]), (2, [0, 3, 5, 8]), (4, [0, 1_025]), (6, [0, 1_025]),
      (8, [0, 65]), (10, [0, 2_049]), (12, [1_025]), (14, [1_025]),
      (16, [0, 4, 7, 9]), (18, [0, 3, 5, 8]), (20, [0, 32, 63, 65]),
    ] as [(UInt64, [Int])])
  func aWrongLengthIsRefused(type: UInt64, lengths: [Int]) {
    for length in lengths {
      let body = full.with(type, [UInt8](repeating: 0x41, count: length))
      expectRefused(
        body, .wrongLength, at: body.lengthOffset(of: type),
        record: UInt8(type))
    }
  }

  @Test(
    arguments: [
      (0, [1, 64]), (4, [1, 1_024]), (6, [1, 1_024]), (8, [1, 64]),
      (10, [1, 2_048]), (12, [0, 1_024]), (14, [0, 1_024]),
    ] as [(UInt64, [Int])])
  func theShortestAndTheLongestValueAreAccepted(
    type: UInt64, lengths: [Int]
  ) {
    for length in lengths {
      expectWellFormed(
        full.with(type, [UInt8](repeating: 0x41, count: length)))
    }
  }

  // E-30
  @Test func aTaskIdIsPrintableASCII() {
    for byte in 0...255 as ClosedRange<UInt8> {
      let body = full.with(0, [0x41, byte])
      if (0x21...0x7e).contains(byte) {
        expectWellFormed(body)
      } else {
        expectRefused(
          body, .wrongText, at: body.valueOffset(of: 0), record: 0)
      }
    }
  }

  // E-93: unknown odd below 20 skipped but signed; unknown even refused.
  @Test func unknownRecordsFollowTheRuleOfEvenAndOdd() throws {
    for type in [1, 3, 5, 7, 9, 11, 13, 15, 17, 19] as [UInt64] {
      let body = full.adding(Record(type, [9]))
      expectWellFormed(body)
      let message = body.message(1)
      let request = try TaskRequest(parsing: message.span)
      #expect(request.signedBytes.count == body.offset(of: 20))
    }
    let without = full.without(20)
    for type in [22, 24, 240] as [UInt64] {
      let body = without.adding(Record(type, [9]))
      expectRefused(
        body, .unknownEvenType, at: body.offset(of: type),
        record: UInt8(type))
    }
  }

  // E-18
  @Test(arguments: [3, 5, 9])
  func longFormsAreRefused(byteCount: Int) {
    for type in full.records.map(\.type) {
      let longType = full.changing(type) { $0.typeByteCount = byteCount }
      expectRefused(longType, .notMinimal, at: longType.offset(of: type))
      let length = full.changing(type) { $0.lengthByteCount = byteCount }
      // A parent's length needs three bytes anyway.
      guard length.bytes.count > full.bytes.count else { continue }
      expectRefused(length, .notMinimal, at: length.lengthOffset(of: type))
    }
  }

  // E-24
  @Test func aHugeLengthEndsInARefusal() {
    for record in full.records {
      let body = full.changing(record.type) { $0.claimedLength = .max }
      expectRefused(body, .truncated, at: body.bytes.count)
    }
  }

  // E-31
  @Test func aBodyOf4096BytesIsTheLongest() {
    let padded = full.with(10, [UInt8](repeating: 0x20, count: 2_048))
      .with(12, [UInt8](repeating: 1, count: 1_000)).adding(Record(19, []))
    let rest = 4_096 - padded.bytes.count
    // The length takes three bytes from 253 on, one below.
    let extra = rest > 252 ? rest - 2 : rest
    let longest = padded.with(19, [UInt8](repeating: 0, count: extra))
    #expect(longest.bytes.count == 4_096)
    expectWellFormed(longest)
    let longer = padded.with(19, [UInt8](repeating: 0, count: extra + 1))
    #expect(
      requestError(longer.message(1))
        == .request(ParseError(.tooLong, at: 1)))
  }
}
