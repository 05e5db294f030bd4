// SPDX-License-Identifier: Apache-2.0

import ScrapLink
import ScrapReplay
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

/// The layouts are a contract with ground stations.
@Suite struct TelemetryTests {
  private static func bytes(
    _ body: (inout ByteWriter) throws(WriteError) -> Void
  ) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 2048)
    var writer = ByteWriter(buffer.mutableSpan)
    try body(&writer)
    let bytes = writer.bytes
    return bytes.indices.map { bytes[$0] }
  }

  @Test func aVerdictLiesAtItsPlaces() throws {
    let refusal = Refusal(
      .expired, step: .times, chainIndex: 2, offset: 0x0102_0304,
      fill: StoreFill(.rootSubject, entryCount: 5, entryCapacity: 6))
    let record = VerdictRecord(
      messageNumber: 0x0a0b_0c0d, refusal: refusal,
      tokenID: TokenID(high: 1, low: 2),
      time: TrustedTime(loSeconds: 3, hiSeconds: 4), replyByteCount: 0x0506)
    let bytes = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
    #expect(bytes.count == 57)
    #expect(bytes[0..<4] == [10, 11, 12, 13])
    #expect(bytes[4] == 0 && bytes[5..<7] == [0, 30] && bytes[7] == 4)
    #expect(bytes[8] == 2 && bytes[9..<13] == [1, 2, 3, 4])
    #expect(bytes[13] == 1 && bytes[21] == 1 && bytes[29] == 2)
    #expect(bytes[37] == 3 && bytes[45] == 4)
    #expect(bytes[46] == 2 && bytes[50] == 5 && bytes[54] == 6)
    #expect(bytes[55..<57] == [5, 6])
  }

  @Test func anAcceptanceIsNoZeroAndWhatIsAbsentIsAllOnes() throws {
    let record = VerdictRecord(
      messageNumber: 1, refusal: nil, tokenID: nil, time: nil,
      replyByteCount: 0)
    let bytes = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
    #expect(bytes[4] == 0xa5 && bytes[5..<8] == [0, 0, 0])
    #expect(bytes[8..<13] == [0xff, 0xff, 0xff, 0xff, 0xff])
    #expect(bytes[13..<46].allSatisfy { $0 == 0 } && bytes[46] == 0xff)
  }

  @Test func everyRecordHasItsLength() throws {
    let boot = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(BootRecord(version: [1, 2, 3]))
    }
    #expect(boot.count == 132 && boot[0..<3] == [1, 2, 3])
    #expect(boot[33] == 0xff)
    let housekeeping = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(HousekeepingRecord())
    }
    #expect(housekeeping.count == 155)
    let message = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(
        MessageRecord(messageNumber: 1, .clockSet, type: 0x21))
    }
    #expect(message.count == 12 && message[4] == 3 && message[11] == 0x21)
    let header = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(
        TelemetryHeader(.boot, sequence: 7, counterNanoseconds: 9))
    }
    #expect(header == [1, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 9])
  }

  @Test func tokenIDsAreReadFromRequestsOfAnyDepthAndAnyBytes() {
    let vectors = Vectors.shared.extra
    let deep = vectors.rejectChains.first { $0.name == "too_deep" }
    #expect(deep != nil)
    for request in vectors.acceptRequests {
      let message = request.messageHex.bytes
      let id = VerdictRecord.tokenID(ofLeafIn: message.span)
      #expect(id != nil, "\(request.name)")
    }
    let whole = vectors.taskRequest.messageHex.bytes
    for count in 0..<whole.count {
      let prefix = Array(whole[..<count])
      let id = VerdictRecord.tokenID(ofLeafIn: prefix.span)
      #expect(id == nil)
    }
  }

  @Test func numbersAndBytesAreWrittenAsText() throws {
    let text = try Self.bytes {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(text: "a ")
      try writer.append(decimal: 0)
      try writer.append(decimal: .max)
      let bytes: InlineArray<2, UInt8> = [0x0a, 0xf9]
      try writer.append(hex: bytes.span)
    }
    #expect(
      String(decoding: text, as: UTF8.self) == "a 0184467440737095516150af9")
  }
}
