// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// Issuers on the command line.
struct IssuerArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Issuers of the profile, as compressed keys in hex.",
      valueName: "issuer"))
  var issuers: [HexArgument]

  /// The keys that were named.
  ///
  /// - Throws: status 65 for a key that the profile does not have.
  func keys(of profile: SatelliteProfile) throws(Failure) -> [[UInt8]] {
    let keys = issuers.map(\.bytes)
    for key in keys where !profile.issuers.contains(key) {
      throw Failure(
        Failure.input,
        "issuer: expected one of the profile's, found \(HexText.text(key))")
    }
    return keys
  }

  /// Sends the list of those that are in force.
  func send(
    _ inForce: [[UInt8]], _ version: VersionOption, _ options: CommandOptions
  ) throws {
    guard !inForce.isEmpty else {
      throw Failure(
        Failure.input,
        "issuer: expected one to be left in force, found none")
    }
    try options.send(
      .issuers(inForce), version: version.version,
      members: [
        (
          "issuers_in_force",
          .array(inForce.map { .string(HexText.text($0)) })
        )
      ])
  }
}
