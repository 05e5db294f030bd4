// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl issuer disable`.
struct IssuerDisable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Put these issuers out of force, and all others in force.",
    discussion: """
      All others of the profile are enabled; one must be left. \
      Prints the message in hex, header included; the satellite answers with \
      a receipt.
      """)

  @OptionGroup var issuers: IssuerArguments
  @OptionGroup var version: VersionOption
  @OptionGroup var options: CommandOptions

  func run() throws {
    let profile = try ProfileSource.read(options.profile)
    let named = try issuers.keys(of: profile)
    try issuers.send(
      profile.issuers.filter { !named.contains($0) }, version, options)
  }
}
