// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl request sign`.
struct RequestSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a task request with the commander's key.",
    discussion: """
      Prints the whole message in hex, header included. What no satellite \
      would accept at any time is not given out.
      """)

  @Option(
    help: ArgumentHelp(
      "The commander's secret key file.", valueName: "file"))
  var key: String
  @Option(
    help: ArgumentHelp(
      "The tokens, root first: a file, - or hex with commas.",
      valueName: "chain"))
  var chain: String
  @Option(help: "task_id, 1 to 64 printable characters.")
  var taskId: String
  @Option(help: "task_type: the concrete capability asked for.")
  var taskType: String
  @Option(
    help: ArgumentHelp(
      "target: GeoJSON text, a file, or -.", valueName: "geojson"))
  var target: String?
  @OptionGroup var details: RequestDetailOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var checking: CheckingOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let description = try details.description(
      taskID: taskId, taskType: taskType, chain: chain,
      area: ("--target", target), now: time)
    let key = try SecretKeyFile.read(from: key, chance: chance.chance)
    let message = HexText.text(
      try RequestSigning.sign(
        description, key: key, checking: checking.checking))
    switch output.format {
    case .text: try Console.print(message)
    case .json:
      try Console.print(
        JSONText.object([
          ("task_id", .string(taskId)), ("message", .string(message)),
        ]).line)
    }
  }
}
