// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct CapabilityTests {
  private func isConcrete(_ text: String) -> Bool {
    Capability.isConcrete(Array(text.utf8).span)
  }

  private func isWellFormed(_ text: String) -> Bool {
    Capability.isWellFormed(Array(text.utf8).span)
  }

  private func covers(_ granted: String, _ wanted: String) -> Bool {
    Capability.covers(Array(granted.utf8).span, Array(wanted.utf8).span)
  }

  private func segments(_ count: Int, of text: String = "a") -> String {
    [String](repeating: text, count: count).joined(separator: ":")
  }

  // E-85
  @Test func everyMatchVectorIsDecidedAsWritten() {
    let table = Vectors.shared.extra.capabilityMatch
    #expect(table.count == 18)
    for row in table {
      #expect(isWellFormed(row.granted), "\(row.granted)")
      #expect(isConcrete(row.requested), "\(row.requested)")
      #expect(
        covers(row.granted, row.requested) == row.match,
        "\(row.granted) \(row.requested)")
    }
  }

  // E-78
  @Test func everySubsetVectorIsDecidedAsWritten() {
    let table = Vectors.shared.extra.capabilitySubset
    #expect(table.count == 7)
    for row in table {
      #expect(
        covers(row.parent, row.child) == row.subset,
        "\(row.parent) \(row.child)")
    }
  }

  // E-87
  @Test func everyInvalidRequestVectorIsNotConcrete() {
    let table = Vectors.shared.extra.capabilityRequestedInvalid
    #expect(table.count == 8)
    for text in table { #expect(!isConcrete(text), "\(text)") }
  }

  // E-85, E-86
  @Test(arguments: [
    "", ":", "::", "a", "a:", ":a", "a::b", "a:b:", ":a:b", "*", "*:a", "a*",
    "a:*b", "a:b*", "a:**", "a:*:b", "*:*", "a:*:", ":*", "a:*:*", "a b:c",
    "a:b ", " a:b", "a:b\n", "a:\u{e9}", "a:b/c", "a:b\0", "a:b@", "a:[",
    "a:`", "a:{", "a:b,c", "a:b;c",
  ])
  func aTextOutsideTheGrammarIsRefused(text: String) {
    #expect(!isWellFormed(text))
    #expect(!isConcrete(text))
    let token = RecordStream.rootToken.with(14, Array(text.utf8))
    if text.isEmpty {
      #expect(tokenError(token.bytes)?.kind == .wrongLength)
    } else {
      expectRefused(
        token, .wrongCapability, at: token.valueOffset(of: 14), record: 14)
    }
  }

  // E-86
  @Test func theAlphabetIsLettersDigitsUnderscorePointAndHyphen() {
    let alphabet = Set(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-".utf8)
    #expect(alphabet.count == 65)
    for byte in 0...255 as ClosedRange<UInt8> {
      let isLiteral = alphabet.contains(byte)
      for text in [
        [byte, 0x3a, 0x61], [0x61, 0x3a, 0x62, byte], [0x61, byte, 0x3a, 0x62],
        [0x61, 0x3a, byte, 0x62],
      ] as [[UInt8]] where byte != 0x3a {
        #expect(Capability.isConcrete(text.span) == isLiteral, "\(text)")
        #expect(Capability.isWellFormed(text.span) == isLiteral, "\(text)")
      }
    }
  }

  // E-86
  @Test func twoToEightSegmentsAreAllowed() {
    for count in 2...8 {
      #expect(isConcrete(segments(count)))
      #expect(isWellFormed(segments(count - 1) + ":*"), "\(count)")
      #expect(!isConcrete(segments(count - 1) + ":*"), "\(count)")
    }
    for count in [1, 9, 10, 32] {
      #expect(!isConcrete(segments(count)))
      #expect(!isWellFormed(segments(count)))
    }
    // The star is the ninth.
    #expect(!isWellFormed(segments(8) + ":*"))
  }

  // E-86
  @Test func aSegmentHas1To32BytesAndTheWholeAtMost64() {
    let segment = String(repeating: "x", count: 32)
    #expect(isConcrete("a:" + segment))
    #expect(isConcrete(segment + ":a"))
    #expect(!isConcrete("a:x" + segment))
    #expect(!isConcrete("x" + segment + ":a"))
    #expect(isConcrete(segment + ":" + segment.dropLast()))
    #expect(!isConcrete(segment + ":" + segment))
    let wildcard = String(segment.dropLast(2)) + ":" + segment
    #expect(!isWellFormed(wildcard + ":*"))
    #expect(isWellFormed(String(wildcard.dropFirst()) + ":*"))
  }

  // E-85
  @Test func aWildcardCoversOneOrMoreSegmentsAndNotItsOwnStem() {
    #expect(covers("cmd:*", "cmd:a"))
    #expect(covers("cmd:*", segments(8, of: "cmd")))
    #expect(covers("cmd:a:*", "cmd:a:b"))
    #expect(!covers("cmd:a:*", "cmd:a"))
    #expect(!covers("cmd:a:*", "cmd:ab"))
    #expect(!covers("cmd:a:*", "cmd:ab:c"))
    #expect(!covers("cmd:a:*", "cmd:b:c"))
    #expect(!covers("cmd:a:*", "xcmd:a:b"))
    #expect(!covers("cmd:*", "cmdx:a"))
  }

  // E-85: no implicit prefix, and a literal "any".
  @Test func withoutAWildcardOnlyTheSameBytesAreCovered() {
    #expect(covers("cmd:a", "cmd:a"))
    #expect(!covers("cmd:a", "cmd:a:b"))
    #expect(!covers("cmd:a:b", "cmd:a"))
    #expect(!covers("cmd:a", "cmd:A"))
    #expect(!covers("cmd:any", "cmd:a"))
    #expect(!covers("cmd:a", "cmd:*"))
  }

  // E-78, E-85: against a second reading, segment by segment.
  @Test func coverageAgreesWithASecondReading() {
    var random = TestSeed.generator()
    func text(wildcard: Bool) -> String {
      let parts = (0..<random.below(3) + 1).map { _ in
        random.pick(["a", "b", "ab"])
      }
      return "cmd:" + parts.joined(separator: ":") + (wildcard ? ":*" : "")
    }
    for _ in 0..<3_000 {
      let granted = text(wildcard: random.oneIn(2))
      let wanted = text(wildcard: random.oneIn(3))
      #expect(
        covers(granted, wanted)
          == naiveCovers(
            granted.split(separator: ":"), wanted.split(separator: ":")),
        "\(granted) \(wanted)")
    }
  }

  private func naiveCovers(
    _ granted: [Substring], _ wanted: [Substring]
  ) -> Bool {
    guard granted.last == "*" else { return granted == wanted }
    let stem = granted.dropLast()
    return wanted.count > stem.count && wanted.starts(with: stem)
  }
}
