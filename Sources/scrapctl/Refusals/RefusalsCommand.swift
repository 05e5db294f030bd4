// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl refusals`.
struct RefusalsCommand: ParsableCommand {
  /// How the table is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "refusals",
    abstract: "List every refusal: number, name, step, meaning, remedy.")

  @Option(help: "text, json, or markdown.")
  var format: Format = .text

  func run() throws {
    if format == .markdown {
      try Console.print("| Number | Name | Step | Meaning | Remedy |")
      try Console.print("| ---: | --- | --- | --- | --- |")
    }
    for row in RefusalRow.all {
      try Console.print(line(row))
    }
  }

  private func line(_ row: RefusalRow) -> String {
    let steps = row.steps.map { "\($0)" }.joined(separator: ", ")
    switch format {
    case .text:
      return Columns.right("\(row.number)", 4) + "  "
        + Columns.left(row.name, 24) + Columns.left("step \(steps)", 12)
        + row.meaning + " " + row.remedy
    case .markdown:
      return "| \(row.number) | `\(row.name)` | \(steps) | \(row.meaning) "
        + "| \(row.remedy) |"
    case .json:
      return JSONText.object([
        ("number", .integer(UInt64(row.number))),
        ("reason", .string(row.name)),
        ("steps", .array(row.steps.map { .integer(UInt64($0)) })),
        ("meaning", .string(row.meaning)),
        ("remedy", .string(row.remedy)),
      ]).line
    }
  }
}
