// SPDX-License-Identifier: Apache-2.0

import ScrapYAML
import Testing

/// What a reader gets out of a value, and what he tells of a wrong one.
@Suite struct YAMLValueTests {
  private static func value(_ text: String) throws -> YAMLValue {
    try YAMLMembers(.root(of: Array("a: \(text)".utf8))).required("a")
  }

  private static func error(
    _ body: () throws(YAMLError) -> Void
  ) -> YAMLError? {
    do throws(YAMLError) {
      try body()
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("0", 0), ("-5", -5), ("9223372036854775807", Int.max),
    ("-9223372036854775808", Int.min), ("'7'", 7),
  ])
  func aPlainDecimalIsAnInteger(_ text: String, _ number: Int) throws {
    #expect(try Self.value(text).integer(Int.min...Int.max) == number)
  }

  @Test(arguments: [
    "0x10", "0o7", "017", "1_000", "1e3", "1.0", "+1", "-0", "1 000", "''",
    "9223372036854775808", "-9223372036854775809", "340282366920938463463",
    "~", "", "null", "true", "[1]", "{b: 1}", ".inf", "٣", "\"1\\n\"", "\" 1\"",
  ])
  func whatIsNoPlainDecimalIsNoInteger(_ text: String) throws {
    let value = try Self.value(text)
    let error = Self.error { () throws(YAMLError) in
      _ = try value.integer(Int.min...Int.max)
    }
    #expect(error?.line == 1)
    #expect(error?.problem.hasPrefix("expected an integer from -922") == true)
  }

  @Test func anIntegerOutOfItsRangeIsTold() throws {
    for text in ["0", "4294967296", "-1", "101"] {
      let value = try Self.value(text)
      let error = Self.error { () throws(YAMLError) in
        _ = try value.integer(UInt32(1)...100)
      }
      #expect(
        error?.text(in: "f")
          == "f:1:4: expected an integer from 1 to 100, found \"\(text)\"")
    }
    #expect(try Self.value("100").integer(UInt8(1)...100) == 100)
    #expect(
      try Self.value("18446744073709551615").integer(0...UInt64.max) == .max)
  }

  @Test func starsAreReadAsTheyStand() throws {
    for text in ["cmd:imaging:*", "'*'", "\"**\"", "|\n  a*?\n  *b"] {
      let read = try #require(try Self.value(text).scalar)
      #expect(
        read.filter { $0 == "*" }.count == text.filter { $0 == "*" }.count)
    }
    #expect(try Self.value("cmd:*").scalar == "cmd:*")
  }

  @Test func nothingIsNoText() throws {
    for text in ["", "~", "null", "NULL"] {
      #expect(try Self.value(text).scalar == nil)
    }
    for text in ["''", "'~'", "\"null\"", "nil"] {
      #expect(try Self.value(text).scalar != nil)
    }
  }

  @Test(arguments: [
    ("1", "expected a list, found \"1\""), ("{b: 1}", "found members"),
    ("[1, 2, 3]", "expected a list of at most 2, found 3"),
    ("", "expected a list, found nothing"),
  ])
  func whatIsNoListIsTold(_ text: String, _ words: String) throws {
    let value = try Self.value(text)
    let error = Self.error { () throws(YAMLError) in
      _ = try value.list(countMax: 2)
    }
    #expect(
      error?.problem.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("b: 1", "f:1:1: unknown member \"b\", expected a, c"),
    ("c: 1\n[a]: 2", "f:2:1: unknown member a list, expected a, c"),
    ("a: 1\n~: 2", "f:2:1: unknown member \"~\", expected a, c"),
    ("<<: {a: 1}", "f:1:1: unknown member \"<<\", expected a, c"),
    ("[1]", "f:1:1: expected members out of a, c, found a list"),
    ("word", "f:1:1: expected members out of a, c, found \"word\""),
    ("c: 1", "f:1:1: expected the member a, found none"),
  ])
  func whoeverIsNotMeantIsNamed(_ text: String, _ words: String) {
    let error = Self.error { () throws(YAMLError) in
      let root = try YAMLValue.root(of: Array(text.utf8))
      _ = try YAMLMembers(root, known: ["a", "c"]).required("a")
    }
    #expect(error?.text(in: "f") == words)
  }

  @Test func whatATerminalWouldObeyIsNotRepeated() throws {
    let value = try Self.value("\"\\e[31m\\0\\u009b\"")
    #expect(value.found == "\"?[31m??\"")
    let other = try Self.value("\"a\\u202e\\L\\P\\u200bb\\U000e0001\"")
    #expect(other.found == "\"a????b?\"")
  }
}
