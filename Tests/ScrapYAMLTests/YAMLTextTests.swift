// SPDX-License-Identifier: Apache-2.0

import ScrapYAML
import TestSupport
import Testing

/// What no text may have, and what every text may have.
@Suite struct YAMLTextTests {
  private static func error(_ bytes: [UInt8]) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLValue.root(of: bytes)
      return nil
    } catch { return error }
  }

  private static func error(_ text: String) -> YAMLError? {
    error(Array(text.utf8))
  }

  @Test(arguments: [
    "a: 1 # [[[[[[[[[[[[[[[[[[[[[[[[ {{{{", "# ]]]]]]]]]]\na: [1]",
    "a: \"[[[[[[[[[[[[[[[[[[[[[[[[ {{{{{{\"", "a: ']]]]]]]] }}}}}}'",
    "a: >-\n  [[[[[[[[[[[[[[[[[[[[[[ & * !\n", "a: |\n  &x *y !z\n",
    "a: '&x'\nb: \"*y\"\nc: '!z'", "# &x *y !z\na: 1", "a: 2 * 3 & 4 !",
    "a: \"x\\\n  &y\"", "a: 1\r\nb: 2\r\n", "\u{feff}a: 1", "a:\t1",
    "a: 1\n...",
    "a: \"\\\\ue000\"", "a: \"\\ue002 \\U0001e000\"",
    "%YAML 1.1\n---\na: 1", "--- \na: 1", "a: ∃ é 🛰", "'?': 1",
    "a: what? this * that?", "a:\n",
    "a: [1,\n\t2]", "{a: {b: [[1]]}}",
  ])
  func whatStandsInCommentsAndQuotesIsText(_ text: String) {
    #expect(Self.error(text) == nil, "\(text)")
  }

  @Test(arguments: [
    ("", 1, 1, "expected members"), ("# only\n", 1, 1, "expected members"),
    ("a: &x 1", 1, 4, "\"&\""), ("a: *x", 1, 4, "\"*\""),
    ("&x a: 1", 1, 1, "\"&\""), ("a: 1\n*x : 2", 2, 1, "\"*\""),
    ("a: [1, &x [2]]", 1, 8, "\"&\""), ("- &x {a: 1}\n- *x", 1, 3, "\"&\""),
    ("a: 1\nb: {c: *x}", 2, 8, "\"*\""), ("<<: *x", 1, 5, "\"*\""),
    ("a: !!binary x", 1, 4, "\"!\""), ("!!str a: 1", 1, 1, "\"!\""),
    ("a: !<x> [1]", 1, 4, "\"!\""), ("a: ! 1", 1, 4, "\"!\""),
    ("a: 1\nb: 2\na: 3", 1, 1, "each member once"),
    ("1: 1\n'1': 3", 1, 1, "each member once"),
    ("'*': 1\n'*': 3", 1, 1, "each member once"),
    ("? a\n: b", 2, 1, ""), ("{? a: b}", 1, 2, "\"?\""),
    ("a: ?", 1, 4, "\"?\""), ("a: ?b", 1, 4, "\"?\""),
    ("a: 1\n---\nb: 2", 2, 1, "another document"),
    ("a: [1\nb: 2", 2, 2, "expected YAML"),
    ("[1]: 1\n[1]: 2", 1, 1, "each member once"),
    ("\ta: 1", 1, 1, "expected YAML"), ("a: 1\n\tb: 2", 2, 1, ""),
    ("a: \"1", 2, 1, "expected YAML"), ("@a: 1", 1, 1, "expected YAML"),
    ("a: 1\0b", 1, 5, "found U+0"), ("\0", 1, 1, "found U+0"),
    ("a: 1\n\u{1b}[31m", 2, 1, "found U+1B"), ("a: \u{feff}", 1, 4, "U+FEFF"),
    ("a: 1 # \u{2028}b: 2", 1, 8, "found U+2028"),
    ("a: \u{85}", 1, 4, "found U+85"), ("a: \u{e000}", 1, 4, "U+E000"),
    ("a: 1\rb: \u{7f}", 2, 4, "found U+7F"),
    ("a: 1\r\nb: \u{7f}", 2, 4, "found U+7F"),
    ("a: \"\\ud800\"", 1, 7, "expected YAML"),
    ("a: \"\\ue000\"", 1, 5, "no escape of U+E000"),
    ("a: \"x\\uE001\"", 1, 6, "no escape of U+E001"),
    ("a: \"\\U0000e000\"", 1, 5, "no escape of U+E000"),
    ("a: 1\n\"\\\\\\U0000E001\": 2", 2, 4, "no escape of U+E001"),
  ])
  func whatNoTextMayHaveIsNamedWithItsPlace(
    _ text: String, _ line: Int, _ column: Int, _ words: String
  ) throws {
    let error = try #require(Self.error(text))
    #expect(words.isEmpty || error.problem.contains(words), "\(error)")
    #expect(error.line == line, "\(error)")
    #expect(error.column == column, "\(error)")
  }

  @Test func whatIsNotUTF8IsRefusedWhereItStands() {
    for bytes in [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80]] {
      let error = Self.error(Array("a: 1\nb: ".utf8) + bytes.map(UInt8.init))
      #expect(error?.line == 2)
      #expect(error?.column == 4)
      #expect(error?.problem.contains("expected UTF-8") == true)
    }
  }

  @Test func aTextOfTheGreatestLengthIsReadAndOneMoreByteIsNot() {
    let most = "a: " + String(repeating: "x", count: 65_533)
    #expect(Self.error(most) == nil)
    for size in [65_537, 1 << 20] {
      let more = [UInt8](repeating: 0x20, count: size)
      #expect(
        Self.error(more)?.text(in: "big.yaml")
          == "big.yaml: expected at most 65536 bytes, found more")
    }
  }

  @Test(arguments: [1, 15, 16])
  func sixteenLevelsAreRead(_ count: Int) {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
      let text =
        String(repeating: open, count: count) + "1"
        + String(repeating: close, count: count)
      #expect(Self.error(text) == nil)
    }
  }

  /// As deep as the parser goes, too, and as deep as a text can say.
  @Test(arguments: [17, 500, 999, 1_000, 1_001, 32_000])
  func whatIsTooDeepIsRefusedWithItsPlace(_ count: Int) throws {
    for (open, close) in [
      ("[", "]"), ("{a: ", "}"), ("- ", ""), ("[a: ", "]"),
    ] {
      let most = min(count, 65_000 / (open.utf8.count + close.utf8.count))
      let text =
        String(repeating: open, count: most) + "1"
        + String(repeating: close, count: most)
      let error = try #require(Self.error(text))
      #expect(error.problem == "expected at most 16 levels, found more")
      #expect(error.line == 1)
    }
    let stairs = (0..<min(count, 350)).map {
      String(repeating: " ", count: $0) + "a:"
    }
    let error = try #require(Self.error(stairs.joined(separator: "\n")))
    #expect(error.line == 17)
  }

  /// Keys in keys, each of which would be compared as a whole.
  @Test func explicitKeysAreNotCompared() {
    let keys = String(repeating: "? ", count: 900)
    let wide = "[" + String(repeating: "1,", count: 30_000) + "1]"
    let error = Self.error(keys + wide)
    #expect(error?.line == 1 && error?.column == 1)
  }

  /// Nine lists of nine aliases each would be a tree of a billion.
  @Test func aliasesAreNotFollowed() throws {
    for key in ["*i : 1", "? *i\n: 1", "[*i]: 1"] {
      var text = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
      for (last, name) in zip("abcdefgh", "bcdefghi") {
        let nine = Array(repeating: "*\(last)", count: 9)
        text += "\(name): &\(name) [\(nine.joined(separator: ", "))]\n"
      }
      let error = try #require(Self.error(text + key))
      #expect(error.line == 1 || error.line >= 10, "\(error)")
    }
  }

  @Test func noBytesBreakTheParser() {
    var random = TestSeed.generator()
    let pieces = [
      "- ", "? ", ": ", "a", "[", "]", "{", "}", ",", "&x ", "*x ", "!y ", "'",
      "\"", "|\n", ">-\n", "\n", "  ", "\t", "#", "%", "\\u0000", "\\x", "~",
      "---\n", "...\n", "<<: ", "\r", "\u{feff}", "é",
    ]
    for _ in 0..<TestSeed.trialCount(20_000) {
      let text = (0..<random.below(40)).map { _ in random.pick(pieces) }
      let error = Self.error(text.joined())
      #expect(error.map { $0.line > 0 && $0.column > 0 } != false, "\(text)")
    }
  }
}
