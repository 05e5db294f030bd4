// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl profile check`.
struct ProfileCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a profile, JSON or packed.",
    discussion: """
      With --format json the profile is printed with every default filled in.
      """)

  @Argument(help: "The profile: a file, or -.")
  var file: String
  @OptionGroup var output: FormatOptions

  func run() throws {
    let profile = try ProfileSource.read(file)
    let record = try profile.pack()
    switch output.format {
    case .json: try Console.print(profile.json.line)
    case .text:
      try Console.print(
        "\(file): sound; \(profile.satelliteID), \(profile.issuers.count) "
          + "issuers, \(profile.subjects.count) subjects, "
          + "\(profile.operationsKeys.count) operations keys, "
          + "\(record.count) bytes packed")
    }
  }
}
