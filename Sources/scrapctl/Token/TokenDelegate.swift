// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl token delegate`.
struct TokenDelegate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delegate",
    abstract: "Delegate a token with its subject's key.",
    discussion: """
      Prints the chain in hex, root first, with commas between tokens; the \
      last is the new one. root_issuer, root_token_id, parent_token_id and \
      chain_depth follow from the parents.
      """)

  @Option(
    help: ArgumentHelp(
      "The parents, root first: a file, - or hex with commas.",
      valueName: "chain"))
  var chain: String
  @Option(help: "The target; the parent's by default.")
  var audience: IdentityArgument?
  @OptionGroup var token: TokenOptions

  func run() throws {
    let parents = try Source(chain, what: "--chain").chain()
    let parent = try TokenFacts(
      parsing: parents.last ?? [], place: "token \(parents.count - 1)")
    let description = try token.description(
      audience: audience?.bytes ?? parent.audience,
      expiryMaxSeconds: parent.expiresAtSeconds)
    let key = try token.signingKey()
    let bytes = try TokenIssuing.delegate(
      description, under: parents, key: key,
      checking: token.checking.checking)
    try token.finish(parents + [bytes], tokenID: description.tokenID)
  }
}
