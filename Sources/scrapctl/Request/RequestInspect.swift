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
    try RecordList.print(
      Inspection(message: message),
      title: "request, \(message.count) bytes", part: ("message", .integer(0)),
      options.output.format)
    for (index, token) in Inspection.tokens(ofMessage: message).enumerated() {
      try RecordList.print(
        token, title: "token \(index)",
        part: ("token", .integer(UInt64(index))), options.output.format)
    }
    try options.finish(options.report(on: .request(message)))
  }
}
