// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// One object a line.
  case json
}

/// The option that every command with an answer has.
struct FormatOptions: ParsableArguments {
  @Option(help: "text for people, json for one object a line.")
  var format: OutputFormat = .text
}
