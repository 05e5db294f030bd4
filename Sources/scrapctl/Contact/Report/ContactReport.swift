// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapReport

/// `scrapctl contact report`.
struct ContactReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw contacts from what they and the satellite have told.",
    discussion: """
      Reads what scrapctl contact --format json and obc have written, on the \
      same computer since it was started, and writes one HTML page, JSON and \
      CSV.
      """)

  @Argument(help: "The events of contacts, a file each.")
  var contacts: [String]
  @Option(
    help: ArgumentHelp(
      "The events of the satellite from one start to its end; repeat it for "
        + "several starts.", valueName: "file"))
  var obc: [String] = []
  @Option(
    help: ArgumentHelp(
      "What was to happen and what did, with | between name, expected and "
        + "found; repeat it.", valueName: "check"))
  var check: [String] = []
  @Option(help: "The page's title.")
  var title = "A contact"
  @Option(
    help: ArgumentHelp(
      "The line that makes this report again.", valueName: "line"))
  var command = "scrapctl contact report"
  @Option(
    help: ArgumentHelp(
      "A file that ends in .html, or a directory.", valueName: "place"))
  var output: String

  func run() throws {
    let story = ContactStory(
      contacts: try contacts.map { try EventLine.read($0) },
      lives: try obc.map { try EventLine.read($0) })
    guard story.isWhole else {
      throw Failure(
        Failure.input,
        "\(contacts.joined(separator: ", ")): expected the events of a "
          + "contact, from its first one on")
    }
    guard story.isOfOneStart else {
      throw Failure(
        Failure.input,
        "\((contacts + obc).joined(separator: ", ")): expected the events of "
          + "one computer since it was started, found counters years apart")
    }
    var model = story.model(title: title, command: command)
    model.checks = try checks()
    let files = ReportFiles(output, name: "contact")
    try files.write(model)
    try Console.print(files.page)
  }

  private func checks() throws -> [ReportCheck] {
    try check.map { text in
      let parts = text.split(
        separator: "|", omittingEmptySubsequences: false
      ).map(String.init)
      guard parts.count == 3 else {
        throw Failure(
          Failure.usage,
          "--check: expected NAME|EXPECTED|FOUND, found "
            + "\"\(text.prefix(80))\"")
      }
      return ReportCheck(parts[0], expected: parts[1], found: parts[2])
    }
  }
}
