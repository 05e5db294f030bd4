// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CProcess
import ScrapGround

/// The tool of ground and laboratory.
///
/// It parses, calls a library, and prints; it decides nothing.
@main
struct Scrapctl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrapctl",
    abstract: "Issue, inspect and verify capability tokens of SCRAP.",
    discussion: """
      Items are files, "-" for standard input, or hex. Exit status: 0 done, 2 \
      refused, 64 wrong usage, 65 unreadable input, 69 no answer, 74 store \
      failure.
      """,
    subcommands: [
      KeyCommand.self, TokenCommand.self, RequestCommand.self,
      VerifyCommand.self, ContactCommand.self, ProfileCommand.self,
      StoreCommand.self, ClockCommand.self, Revoke.self,
      IssuerCommand.self, OperatorCommandGroup.self, SimCommand.self,
      BenchCommand.self, RefusalsCommand.self,
    ])

  func run() throws { throw ValidationError("Name a subcommand.") }

  /// Runs the command; every error ends in its own exit status.
  static func main() {
    scrap_open_standard_descriptors()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Console.report(failure.message)
      exit(withError: ExitCode(failure.status))
    } catch let error as GroundError {
      let failure = Failure(error)
      Console.report(failure.message)
      exit(withError: ExitCode(failure.status))
    } catch {
      exit(withError: error)
    }
  }
}
