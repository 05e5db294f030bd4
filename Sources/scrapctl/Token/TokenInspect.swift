// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl token inspect`.
struct TokenInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the records of tokens and the ordered steps.",
    discussion: """
      Without a profile only the structure is judged. With one, steps 1 to 11 \
      are judged as if the leaf's subject presented the chain alone.
      """)

  @Argument(
    help: "A token, or a chain, root first: a file, - or hex with commas.")
  var chain: String
  @OptionGroup var options: InspectOptions

  func run() throws {
    let chain = try Source(chain, what: "token").chain()
    for (index, token) in chain.enumerated() {
      try show(Inspection(token: token), index, byteCount: token.count)
    }
    try options.finish(options.report(on: .chain(chain)))
  }

  private func show(
    _ inspection: Inspection, _ index: Int, byteCount: Int
  ) throws(Failure) {
    switch options.output.format {
    case .text:
      try Console.print("token \(index), \(byteCount) bytes")
      for line in RecordList.lines(inspection) { try Console.print(line) }
    case .json:
      let part = ("token", JSONText.integer(UInt64(index)))
      for line in RecordList.json(inspection, part: part) {
        try Console.print(line.line)
      }
    }
  }
}
