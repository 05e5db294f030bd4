// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl token issue`.
struct TokenIssue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Issue a root token with the operator's key.",
    discussion: """
      Prints the token in hex. What no satellite would accept at any time is \
      not given out.
      """)

  @Option(help: "The target: a key, or a text id.")
  var audience: IdentityArgument
  @OptionGroup var token: TokenOptions

  func run() throws {
    let description = try token.description(audience: audience.bytes)
    let key = try token.signingKey()
    let bytes = try TokenIssuing.issue(
      description, key: key, checking: token.checking.checking)
    try token.finish([bytes], tokenID: description.tokenID)
  }
}
