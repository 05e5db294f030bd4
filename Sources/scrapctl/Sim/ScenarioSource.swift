// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapSimulation

/// Where a scenario is read from: a built-in one, or a file.
struct ScenarioSource {
  /// What was written on the command line.
  let argument: String

  init(_ argument: String) { self.argument = argument }

  /// The scenario.
  ///
  /// - Throws: status 65, with line and column where they can be told.
  func scenario() throws(Failure) -> Scenario {
    let (text, name) = try text()
    do throws(ScenarioError) {
      return try Scenario(yaml: text, name: name)
    } catch {
      throw Failure(Failure.input, "\(argument): \(error)")
    }
  }

  private func text() throws(Failure) -> (text: String, name: String) {
    if let text = ShippedScenarios.text(argument) { return (text, argument) }
    let url = URL(fileURLWithPath: argument)
    guard FileManager.default.fileExists(atPath: argument) else {
      throw Self.unknown(argument)
    }
    // Whatever the file is, no more of it is read than a scenario may have.
    let file = FileHandle(forReadingAtPath: argument)
    let data = try? file?.read(upToCount: Scenario.byteCountMax + 1)
    guard let data, let text = String(data: data, encoding: .utf8) else {
      throw Failure(
        Failure.input, "\(argument): expected a file of UTF-8, found none")
    }
    let name = url.deletingPathExtension().lastPathComponent
    return (text, name)
  }

  static func unknown(_ argument: String) -> Failure {
    Failure(
      Failure.input,
      "\(argument.prefix(80)): expected a file or one of "
        + "\(ShippedScenarios.names.joined(separator: ", ")), found neither")
  }
}
