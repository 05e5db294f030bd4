// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl request inspect`.
struct RequestInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the records of a task request and the ordered steps.",
    discussion: """
      Offsets count from the message's first byte. Without a profile only the \
      structure is judged, with one steps 1 to 11.
      """)

  @Argument(help: "A whole message: a file, - or hex.")
  var message: String
  @OptionGroup var options: InspectOptions

  func run() throws {
    let message = try Source(message, what: "request").bytes()
    let inspection = Inspection(message: message)
    switch options.output.format {
    case .text:
      try Console.print("request, \(message.count) bytes")
      for line in RecordList.lines(inspection) { try Console.print(line) }
    case .json:
      let part = ("message", JSONText.integer(0))
      for line in RecordList.json(inspection, part: part) {
        try Console.print(line.line)
      }
    }
    try options.finish(options.report(on: .request(message)))
  }
}
