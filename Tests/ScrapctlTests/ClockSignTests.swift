// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

/// `scrapctl clock sign`, through the built tool.
@Suite struct ClockSignTests {
  private static let vector = ClockReadingVector.shared

  private static func scratch() throws -> Scratch {
    let scratch = try Scratch()
    let made = try Tool.run(
      ["key", "generate", "operations.key", "--seed", "4"], in: scratch)
    #expect(made.status == 0)
    return scratch
  }

  private static func sign(
    _ scratch: Scratch, _ more: String...
  ) throws -> Tool.Result {
    try Tool.run(
      [
        "clock", "sign", "--challenge",
        HexText.text(vector.challengeHex.bytes), "--key", "operations.key",
        "--version", "7",
      ] + more, in: scratch)
  }

  /// The records of a printed message by type.
  private static func records(
    _ result: Tool.Result
  ) throws -> [UInt64: [UInt8]] {
    #expect(result.status == 0, "\(result.errorText)")
    let line = try #require(result.lines.first)
    let bytes = try #require(HexText.bytes(line))
    let stream = RecordStream(splitting: Array(bytes.dropFirst(3)))
    return Dictionary(
      stream.records.map { ($0.type, $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func theAnswerSaysWhatWasAsked() throws {
    let scratch = try Self.scratch()
    let result = try Self.sign(
      scratch, "--now", "1705320100.25", "--error", "1.5", "--seed", "1")
    let records = try Self.records(result)
    let expected = RecordStream(splitting: Self.vector.signedHex.bytes)
    for record in expected.records where record.type != 12 {
      #expect(records[record.type] == record.value, "\(record.type)")
    }
    let again = try Self.sign(
      scratch, "--now", "1705320100.25", "--error", "1.5", "--seed", "1")
    #expect(again.lines == result.lines)
  }

  @Test func withoutNowTheKernelsTimeIsSaidWithItsFraction() throws {
    let records = try Self.records(Self.sign(Self.scratch()))
    let seconds = try #require(records[6]).reduce(0 as UInt64) {
      $0 << 8 | UInt64($1)
    }
    #expect(seconds > 1_750_000_000)
    #expect(records[10] == NaiveInteger.bigEndian(1_000_000_000, 8))
  }

  @Test func aVersionThatWouldCloseItsKindIsRefused() throws {
    let result = try Tool.run(
      [
        "clock", "sign", "--challenge",
        HexText.text(Self.vector.challengeHex.bytes), "--key",
        "operations.key", "--version", "9007199254740993",
      ], in: Self.scratch())
    #expect(result.status == 65 && result.lines.isEmpty)
    #expect(result.errorText.contains("closes its kind"))
  }

  @Test func wrongUsageIsToldByItsStatus() throws {
    let scratch = try Self.scratch()
    for value in ["-1", "", "1.", ".5", "1.0000000000", "x", "1e3"] {
      #expect(try Self.sign(scratch, "--error", value).status == 64)
      #expect(try Self.sign(scratch, "--now", value).status == 64)
    }
    #expect(try Self.sign(scratch, "--error", "0").status == 65)
    #expect(try Self.sign(scratch, "--now", "4294967296").status == 65)
  }
}
