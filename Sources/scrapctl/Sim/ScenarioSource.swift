// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapGround
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
    guard access(argument, F_OK) == 0 else { throw Self.unknown(argument) }
    do throws(GroundError) {
      let bytes = try RegularFile.content(
        of: argument, byteCountMax: YAMLValue.byteCountMax,
        what: "a scenario")
      return (bytes, Self.name(argument))
    } catch {
      throw Failure(error)
    }
  }

  /// The path's last part, without what follows its last dot.
  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else {
      return String(file)
    }
    return String(file[..<dot])
  }

  static func unknown(_ argument: String) -> Failure {
    Failure(
      Failure.input,
      "\(argument.prefix(80)): expected a file or one of "
        + "\(ShippedScenarios.names.joined(separator: ", ")), found neither")
  }
}
