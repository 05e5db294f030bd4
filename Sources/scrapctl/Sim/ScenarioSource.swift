// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapSimulation
import ScrapYAML

/// Where a scenario is read from: a built-in one, or a file.
struct ScenarioSource {
  /// What was written on the command line.
  let argument: String

  init(_ argument: String) { self.argument = argument }

  /// The scenario.
  ///
  /// - Throws: status 65, with the place where it can be told.
  func scenario() throws(Failure) -> Scenario {
    let (bytes, name) = try bytes()
    do throws(YAMLError) {
      return try Scenario(yaml: bytes, name: name)
    } catch {
      throw Failure(Failure.input, error.text(in: argument))
    }
  }

  private func bytes() throws(Failure) -> (bytes: [UInt8], name: String) {
    if let text = ShippedScenarios.text(argument) {
      return (Array(text.utf8), argument)
    }
    let url = URL(fileURLWithPath: argument)
    guard FileManager.default.fileExists(atPath: argument) else {
      throw Self.unknown(argument)
    }
    // Whatever the file is, no more of it is read than a scenario may have.
    let countMax = YAMLValue.byteCountMax + 1
    guard let file = FileHandle(forReadingAtPath: argument),
      let data = try? file.read(upToCount: countMax) ?? Data()
    else {
      throw Failure(
        Failure.input, "\(argument): expected a file that can be read")
    }
    let name = url.deletingPathExtension().lastPathComponent
    return (Array(data), name)
  }

  static func unknown(_ argument: String) -> Failure {
    Failure(
      Failure.input,
      "\(argument.prefix(80)): expected a file or one of "
        + "\(ShippedScenarios.names.joined(separator: ", ")), found neither")
  }
}
