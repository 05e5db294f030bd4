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
      try RecordList.print(
        Inspection(token: token),
        title: "token \(index), \(token.count) bytes",
        part: ("token", .integer(UInt64(index))), options.output.format)
    }
    try options.finish(options.report(on: .chain(chain)))
  }
}
