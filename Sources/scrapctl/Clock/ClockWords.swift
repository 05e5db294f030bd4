// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapClock
import ScrapGround

/// `scrapctl clock words`.
struct ClockWords: ParsableCommand {
  /// How the tables are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "words",
    abstract: "List states, reasons and alarms: number, letter, meaning.")

  @Option(help: "text, json, or markdown.")
  var format: Format = .text

  func run() throws {
    for list in Self.lists {
      if format == .markdown {
        let letter = list.hasLetters ? " Letter |" : ""
        let rule = list.hasLetters ? " --- |" : ""
        try Console.print("| Number |\(letter) \(list.title) | Meaning |")
        try Console.print("| ---: |\(rule) --- | --- |")
      }
      for word in list.words { try Console.print(line(word, list.kind)) }
      if format != .json, list.kind != "alarm" { try Console.print("") }
    }
  }

  private func line(_ word: Word, _ kind: String) -> String {
    switch format {
    case .text:
      Columns.right("\(word.number)", 4) + "  " + Columns.left(word.letter, 3)
        + Columns.left(word.name, 18) + word.meaning
    case .markdown:
      "| \(word.number) |"
        + (word.letter.isEmpty ? "" : " `\(word.letter)` |")
        + " `\(word.name)` | \(word.meaning) |"
    case .json:
      JSONText.object([
        (kind, .string(word.name)), ("number", .integer(word.number)),
        ("letter", .optional(word.letter.isEmpty ? nil : word.letter)),
        ("meaning", .string(word.meaning)),
      ]).line
    }
  }

  private struct Word {
    var number: UInt64
    var letter = ""
    var name: String
    var meaning: String
  }

  private struct List {
    var title: String
    var kind: String
    var words: [Word]

    var hasLetters: Bool { words.contains { !$0.letter.isEmpty } }
  }

  private static var lists: [List] {
    [
      List(title: "State of a source", kind: "state", words: states),
      List(title: "Reason", kind: "reason", words: reasons),
      List(title: "Alarm", kind: "alarm", words: alarms),
    ]
  }

  private static var states: [Word] {
    (0...UInt8.max).compactMap { ClockSourceState(rawValue: $0) }.map {
      Word(
        number: UInt64($0.rawValue), letter: text($0.letter),
        name: "\($0.name)", meaning: "\($0.meaning)")
    }
  }

  private static var reasons: [Word] {
    (0...UInt8.max).compactMap { ClockReason(rawValue: $0) }.map {
      Word(
        number: UInt64($0.rawValue), name: "\($0.name)",
        meaning: "\($0.meaning)")
    }
  }

  private static var alarms: [Word] {
    (0..<ClockAlarms.count).map {
      Word(
        number: UInt64(1) << $0, letter: text(ClockAlarms.letter(index: $0)),
        name: "\(ClockAlarms.name(index: $0))",
        meaning: "\(ClockAlarms.meaning(index: $0))")
    }
  }

  private static func text(_ letter: UInt8) -> String {
    String(Character(Unicode.Scalar(letter)))
  }
}
