// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

@Suite struct ExactSecondsTests {
  @Test(arguments: [
    ("0", Int64(0), UInt32(0)), ("-0", 0, 0), ("0e999999999", 0, 0),
    ("1800000000.25", 1_800_000_000, 250_000_000),
    ("1.8e9", 1_800_000_000, 0), ("18E8", 1_800_000_000, 0),
    ("0.000000001", 0, 1), ("1e-9", 0, 1), ("10e-10", 0, 1),
    ("1.0000000000000000", 1, 0),
    ("-0.25", -1, 750_000_000), ("-1", -1, 0),
    ("-1.000000001", -2, 999_999_999),
    ("9223372036854775807.999999999", Int64.max, 999_999_999),
    ("-9223372036854775808", Int64.min, 0),
    ("123456789.123456789", 123_456_789, 123_456_789),
  ])
  func numbersAreReadExactly(
    _ text: String, _ seconds: Int64, _ nanoseconds: UInt32
  ) throws {
    let found = try #require(ExactSeconds(text), "\(text)")
    #expect(found.seconds == seconds)
    #expect(found.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "-", "1e999", "1e99999999999999999999", "9223372036854775808",
    "-9223372036854775808.1", "1e-10", "0.0000000001", "x", "1e", "1.2.3",
    "nan", "inf", "0x10", String(repeating: "1", count: 1000),
    "1e" + String(repeating: "9", count: 30),
    "1e\(Int.min)", "1e\(Int.max)", "1e-801",
  ])
  func whatDoesNotFitExactlyIsRefused(_ text: String) {
    #expect(ExactSeconds(text) == nil, "\(text.prefix(40))")
  }

  @Test func nanosecondsComeBackFromTheirText() throws {
    var random = TestSeed.generator()
    var numbers: [Int64] = [0, 1, -1, Int64.max, Int64.min, -999_999_999]
    for _ in 0..<2000 {
      numbers.append(Int64(bitPattern: random.integer()))
    }
    for number in numbers {
      let written = ExactSeconds(nanoseconds: number)
      let read = try #require(ExactSeconds("\(written)"), "\(written)")
      #expect(read == written)
      #expect(read.totalNanoseconds == number, "\(written)")
    }
  }

  @Test func theCounterHasNoSignAndAnEnd() {
    #expect(ExactSeconds("-0.1")?.counterNanoseconds == nil)
    #expect(
      ExactSeconds("18446744073.709551615")?.counterNanoseconds == UInt64.max)
    #expect(ExactSeconds("18446744073.709551616")?.counterNanoseconds == nil)
    #expect(
      ExactSeconds.text(counter: UInt64.max) == "18446744073.709551615")
  }
}
