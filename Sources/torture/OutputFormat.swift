// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How the command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// One object a line.
  case json
}
