// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CProcess
import Glibc
import Logging
import OnBoardComputer
import ScrapGround

/// The target satellite as a Linux process.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "obc",
    abstract: "A SCRAP target satellite as a process: the simulated OBC.",
    discussion: """
      Takes SCRAP messages over UDP, one a datagram, decides, runs the \
      programs of its command table and sends proofs. Events come as JSON on \
      standard output, a log for people on standard error. SIGTERM ends it \
      when the programs that run have ended.

      Options go before the configuration file's members of the same names. \
      Exit status: 0 stopped by SIGTERM, 64 wrong usage, 65 unreadable \
      configuration, profile or key, 70 this computer, 74 store or task file.
      """)

  @Option(
    help: ArgumentHelp(
      "The configuration, YAML; what it can do stands there.",
      valueName: "file"))
  var config: String?
  @Option(
    help: ArgumentHelp(
      "Where requests come in; port 0 takes a free one. 0.0.0.0:7227 if absent.",
      valueName: "address:port"))
  var listen: AddressArgument?
  @Option(
    help: ArgumentHelp(
      "The satellite's profile, JSON or packed.", valueName: "file"))
  var profile: String?
  @Option(
    help: ArgumentHelp(
      "The store of used tokens; made if it is absent.", valueName: "file"))
  var store: String?
  @Option(help: ArgumentHelp("The store's anchor.", valueName: "file"))
  var anchor: String?
  @Option(
    help: ArgumentHelp(
      "The secret key of the profile's identity.", valueName: "file"))
  var executorKey: String?
  @Option(
    help: ArgumentHelp(
      "The secret that payment preimages are derived from.",
      valueName: "file"))
  var deviceSecret: String?
  @Option(
    help: ArgumentHelp(
      """
      Where accepts and proofs are kept; the store's name and .tasks if \
      absent.
      """,
      valueName: "file"))
  var tasks: String?
  @Option(
    help: ArgumentHelp(
      "Where telemetry records go, one a UDP packet.",
      valueName: "address:port"))
  var telemetry: AddressArgument?
  @Option(
    help: ArgumentHelp(
      "The operator's station, which is asked for the time.",
      valueName: "address:port"))
  var station: AddressArgument?
  @Option(
    help: ArgumentHelp(
      """
      A source of time: kernel, gps=RECEIVER, gps-second=RECEIVER, rtc=DEVICE, \
      or demo: the kernel's clock with a simulated receiver and a simulated \
      real-time clock. Repeat it for several.
      """, valueName: "source"))
  var clock: [String] = []
  @Option(
    help: ArgumentHelp(
      "How long to wait for trusted time before serving; 30 if absent.",
      valueName: "seconds"))
  var timeWait: UInt32?
  @Option(
    help: ArgumentHelp(
      "Seconds between two housekeeping events; 10 if absent.",
      valueName: "seconds"))
  var housekeeping: UInt32?

  func run() throws {
    LoggingSystem.bootstrap { _ in LineLog() }
    var options = ServiceOptions()
    if let config { try ConfigurationFile.read(config, into: &options) }
    try apply(to: &options)
    if let problem = options.problem { throw ValidationError(problem) }
    try OnBoardComputer.run(options, log: Logger(label: "obc"))
  }

  private func apply(to options: inout ServiceOptions) throws {
    if let listen { options.listen = listen.address }
    if let profile { options.profile = profile }
    if let store { options.store = store }
    if let anchor { options.anchor = anchor }
    if let executorKey { options.executorKey = executorKey }
    if let deviceSecret { options.deviceSecret = deviceSecret }
    if let tasks { options.tasks = tasks }
    if let telemetry { options.telemetry = telemetry.address }
    if let station { options.station = station.address }
    if !clock.isEmpty { options.clock = ClockOptions() }
    for source in clock where !options.clock.add(source) {
      throw ValidationError(
        "--clock: expected kernel, gps=RECEIVER, gps-second=RECEIVER, "
          + "rtc=DEVICE or demo, found \(source)")
    }
    if let timeWait { options.timeWaitSeconds = timeWait }
    if let housekeeping {
      guard (1...86_400).contains(housekeeping) else {
        throw ValidationError("--housekeeping: expected 1 to 86400.")
      }
      options.housekeepingSeconds = housekeeping
    }
  }

  /// Runs the command; every error ends in its own exit status.
  static func main() {
    scrap_open_standard_descriptors()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as ServiceFailure {
      let message = PrintableText.escape(failure.message)
      let text = Array("obc: \(message)\n".utf8)
      _ = write(STDERR_FILENO, text, text.count)
      exit(withError: ExitCode(failure.status))
    } catch {
      exit(withError: error)
    }
  }
}
