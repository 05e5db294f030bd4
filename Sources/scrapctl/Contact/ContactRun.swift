// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapCommander
import ScrapGround
import ScrapWire

/// `scrapctl contact`.
struct ContactRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Send requests, bind what is accepted, verify the proofs.",
    discussion: """
      One request after another, each until its proof has verified, it was \
      refused, or nobody answered. A lost message is made good by sending the \
      same bytes again; no task is executed twice by that. On a terminal, a \
      live view stays open until q is pressed.

      Exit status: 0 every proof verified, 2 some request was refused, 69 some \
      request got no answer or no proof (first of these two), 74 output or \
      receipts could not be written.
      """)

  @Option(
    help: ArgumentHelp(
      "The satellite: 127.0.0.1:7227, localhost:7227, [::1]:7227.",
      valueName: "address:port"))
  var target: String
  @Option(
    help: ArgumentHelp(
      "The satellite's key, that of its answers, in hex.", valueName: "key"))
  var executor: HexArgument
  @Option(
    help: ArgumentHelp(
      "The commander's secret key file; it signs the bindings.",
      valueName: "file"))
  var key: String
  @Argument(help: "Signed requests: hex, files with one in a line, or -.")
  var requests: [String] = []
  @Option(
    help: ArgumentHelp(
      "Make one more request of these tokens, root first: a file, - or hex "
        + "with commas.", valueName: "chain"))
  var chain: String?
  @Option(help: "That request's task_id.")
  var taskId: String?
  @Option(help: "Its task_type: the concrete capability asked for.")
  var taskType: String?
  @Option(
    help: ArgumentHelp(
      "Its target: GeoJSON text, a file, or -.", valueName: "geojson"))
  var targetArea: String?
  @OptionGroup var details: RequestDetailOptions
  @OptionGroup var timing: ContactTiming
  @Option(
    help: ArgumentHelp(
      "Keep receipts here; scrapctl contact check verifies them.",
      valueName: "directory"))
  var receipts: String?
  @Option(
    help: ArgumentHelp(
      "Write each event here as well, as JSON; scrapctl contact report draws "
        + "them.", valueName: "file"))
  var events: String?
  @Option(
    help: ArgumentHelp(
      "The satellite's process, so that its power can be cut (kill -9) from "
        + "the live view.", valueName: "pid"))
  var process: Int32?
  @Flag(help: "Lines instead of the live view.")
  var plain = false
  @OptionGroup var time: TimeOptions
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var checking: CheckingOptions
  @OptionGroup var output: FormatOptions

  func validate() throws {
    let isMade = [chain, taskId, taskType].map { $0 != nil }
    guard Set(isMade).count == 1 else {
      throw ValidationError(
        "--chain, --task-id and --task-type make a request together.")
    }
    guard isMade[0] || !requests.isEmpty else {
      throw ValidationError("Name a request, or make one with --chain.")
    }
    guard process ?? 2 > 1 else {
      throw ValidationError("--process: expected a number above 1.")
    }
  }

  func run() throws {
    let asked = try ContactRequests.read(requests) + [made()].compactMap(\.self)
    let key = try SecretKeyFile.read(from: key, chance: chance.chance)
    try Self.check(asked, key.publicKey)
    let hasView =
      !plain && output.format == .text && Console.canDraw
      && isatty(STDIN_FILENO) == 1
    var contact = try Contact(
      requests: asked, key: key, executorKey: executor.bytes,
      policy: timing.policy,
      link: DatagramLink(to: target), target: target,
      receipts: receipts.map { try ReceiptStore(directory: $0) },
      clock: ContactClock(unixSeconds: UInt64(time.seconds())),
      output: ContactOutput(
        hasView ? .view : .lines(output.format),
        record: events.map { try EventFile($0) }),
      process: process)
    try contact.run()
    let status = contact.status
    if status != 0 { throw ExitCode(status) }
  }

  /// A binding by another key than the subject's never holds: the token would
  /// be spent, and nothing run.
  private static func check(
    _ asked: [SignedRequest], _ publicKey: [UInt8]
  ) throws {
    for request in asked
    where Identity.isKey(request.subject.span)
      && request.subject != publicKey
    {
      throw GroundError.wrongValue(
        place: "--key",
        expected: "the key of \(request.taskName)'s subject, "
          + HexText.text(request.subject), found: HexText.text(publicKey))
    }
  }

  /// The request that the options make.
  private func made() throws -> SignedRequest? {
    guard let chain, let taskId, let taskType else { return nil }
    let description = try details.description(
      taskID: taskId, taskType: taskType, chain: chain,
      area: ("--target-area", targetArea), now: time)
    let key = try SecretKeyFile.read(from: key, chance: chance.chance)
    let message = try RequestSigning.sign(
      description, key: key, checking: checking.checking)
    return try SignedRequest(parsing: message, place: "the request made")
  }
}
