// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl issuer set`.
struct IssuerSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Put these issuers in force, and no others.",
    discussion: """
      These and no others are in force from then on: whoever is not named is \
      disabled, whatever was said before. Prints the message in hex, header \
      included, and on standard error which of the profile's issuers it puts \
      in force and which it disables; the satellite answers with a receipt.
      """)

  @Argument(
    help: ArgumentHelp(
      "Issuers of the profile, as compressed keys in hex.",
      valueName: "issuer"))
  var issuers: [HexArgument]
  @OptionGroup var version: VersionOption
  @OptionGroup var options: CommandOptions

  func run() throws {
    let profile = try ProfileSource.read(options.profile)
    let named = try keys(of: profile)
    let inForce = profile.issuers.filter { named.contains($0) }
    let disabled = profile.issuers.filter { !named.contains($0) }
    let line = try options.line(
      .issuers(inForce), version: version.number(),
      members: [
        ("issuers_in_force", Self.array(inForce)),
        ("issuers_disabled", Self.array(disabled)),
      ])
    for key in inForce { Console.report("in force: \(HexText.text(key))") }
    for key in disabled { Console.report("disabled: \(HexText.text(key))") }
    try Console.print(line)
  }

  /// The keys that were named.
  ///
  /// - Throws: status 65 for a key that the profile does not have.
  private func keys(of profile: SatelliteProfile) throws(Failure) -> [[UInt8]] {
    let keys = issuers.map(\.bytes)
    for key in keys where !profile.issuers.contains(key) {
      throw Failure(
        Failure.input,
        "issuer: expected one of the profile's, found \(HexText.text(key))")
    }
    return keys
  }

  private static func array(_ keys: [[UInt8]]) -> JSONText {
    .array(keys.map { .string(HexText.text($0)) })
  }
}
