// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

// SCRAP §2.5.2
@Suite struct TokenIDTextTests {
  private static let id = "a1b2c3d4e5f6789012345678abcdef01"

  /// What a text says; nil if it is refused.
  private struct Parts: Equatable {
    var prefix: String
    var seconds: UInt64
    var id: TokenID
  }

  private func parse(_ text: String) -> Parts? {
    let bytes = Array(text.utf8)
    guard let parsed = TokenIDText(parsing: bytes.span) else { return nil }
    let prefix = [UInt8](copying: parsed.prefix)
    return Parts(
      prefix: String(decoding: prefix, as: UTF8.self),
      seconds: parsed.timestampSeconds, id: parsed.tokenID)
  }

  private func write(_ parts: Parts, capacity: Int = 60) throws -> String? {
    let prefix = Array(parts.prefix.utf8)
    guard
      let text = TokenIDText(
        prefix: prefix.span, timestampSeconds: parts.seconds,
        tokenID: parts.id)
    else { return nil }
    var buffer = [UInt8](repeating: 0, count: capacity)
    var writer = ByteWriter(buffer.mutableSpan)
    try text.write(to: &writer)
    let count = writer.count
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  @Test func theVectorIsReadAndWritten() throws {
    let vector = Vectors.shared.tv1TokenId
    let parts = try #require(parse(vector.string))
    #expect(parts.prefix == vector.issuerPrefix)
    #expect(parts.seconds == vector.timestamp)
    #expect(parts.id == TokenID(vector.tokenIdHex.bytes.span))
    #expect(try write(parts) == vector.string)
    #expect(TokenIDText.byteCountMax == vector.allowedLen.last)
  }

  @Test func randomIdsSurviveWritingAndReading() throws {
    var random = TestSeed.generator()
    for _ in 0..<500 {
      let prefix = random.bytes(random.below(16) + 1).map { 0x21 + $0 % 94 }
      let parts = Parts(
        prefix: String(decoding: prefix, as: UTF8.self),
        seconds: random.next() % 10_000_000_000,
        id: TokenID(high: random.next(), low: random.next()))
      let text = try #require(try write(parts))
      #expect((45...60).contains(text.utf8.count))
      #expect(parse(text) == parts)
    }
  }

  @Test func aPrefixMayHaveHyphens() {
    #expect(parse("A--1-1705320000-\(Self.id)")?.prefix == "A--1")
    #expect(parse("--1705320000-\(Self.id)")?.prefix == "-")
  }

  @Test(arguments: [
    "", "-", id, "1705320000-\(id)", "-1705320000-\(id)",
    "ESA-1705320000-\(id)0", "ESA-1705320000-\(id.dropLast())",
    "ESA-170532000-\(id)", "ESA-17053200000-\(id)", "ESA-170532000a-\(id)",
    "ESA-+705320000-\(id)", "ESA- 705320000-\(id)", "ESA-17053200 0-\(id)",
    "ESA1705320000-\(id)", "ESA_1705320000-\(id)", "ESA-1705320000_\(id)",
    "ESA-1705320000-\(id.uppercased())", "ESA-1705320000-\(id.dropLast())g",
    "ESA-1705320000-\(id) ", "E A-1705320000-\(id)", "E\u{7f}-1705320000-\(id)",
    "E\0-1705320000-\(id)", "\u{e9}-1705320000-\(id)",
    "ABCDEFGHIJKLMNOPQ-1705320000-\(id)",
  ])
  func aTextThatIsNoIdIsRefused(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func everyPrefixOfATextIsRefused() {
    let text = Vectors.shared.tv1TokenId.string
    for count in 0..<text.utf8.count {
      #expect(parse(String(text.prefix(count))) == nil)
    }
  }

  @Test func partsThatCannotBeWrittenAreRefused() throws {
    let id = TokenID(high: 1, low: 2)
    for prefix in ["", "ABCDEFGHIJKLMNOPQ", "A B", "\u{e9}", "\t"] {
      #expect(try write(Parts(prefix: prefix, seconds: 1, id: id)) == nil)
    }
    for seconds in [10_000_000_000, UInt64.max] {
      #expect(try write(Parts(prefix: "A", seconds: seconds, id: id)) == nil)
    }
    let last = Parts(prefix: "A", seconds: 9_999_999_999, id: id)
    #expect(
      try write(last)
        == "A-9999999999-00000000000000010000000000000002")
  }

  @Test func aBufferThatIsTooSmallIsRefused() throws {
    let parts = try #require(parse(Vectors.shared.tv1TokenId.string))
    for capacity in 0..<47 {
      #expect(throws: WriteError()) {
        _ = try write(parts, capacity: capacity)
      }
    }
    #expect(try write(parts, capacity: 47)?.utf8.count == 47)
  }

  @Test func anIdTellsEachOfItsBytes() {
    let bytes = Vectors.shared.tv1TokenId.tokenIdHex.bytes
    let id = TokenID(bytes.span)
    #expect((0..<16).map { id.byte(at: $0) } == bytes)
    #expect(id == TokenID(high: id.high, low: id.low))
    #expect(id != TokenID(high: id.low, low: id.high))
  }
}
