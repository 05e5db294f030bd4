// SPDX-License-Identifier: Apache-2.0

import OnBoardComputer
import Yams

/// The configuration, YAML: members have the options' names, with underscores.
/// What nobody understands is refused, with line and column.
enum ConfigurationFile {
  /// Reads a file into options.
  ///
  /// - Throws: status 65 with path, line and column.
  static func read(
    _ path: String, into options: inout ServiceOptions
  ) throws(ServiceFailure) {
    let bytes = try OnBoardComputer.readFile(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ServiceFailure(ServiceFailure.input, "\(path): expected UTF-8")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ServiceFailure(ServiceFailure.input, "\(path): \(error)")
    }
    guard let root else { return }
    try read(ConfigurationNode(root, path: path), into: &options)
  }

  private static func read(
    _ root: ConfigurationNode, into options: inout ServiceOptions
  ) throws(ServiceFailure) {
    for (name, node) in try root.members() {
      switch name.text {
      case "listen": options.listen = try node.address()
      case "profile": options.profile = try node.string()
      case "store": options.store = try node.string()
      case "anchor": options.anchor = try node.string()
      case "executor_key": options.executorKey = try node.string()
      case "device_secret": options.deviceSecret = try node.string()
      case "tasks": options.tasks = try node.string()
      case "telemetry": options.telemetry = try node.address()
      case "station": options.station = try node.address()
      case "clock": options.clock = try clock(node)
      case "time_wait_seconds":
        options.timeWaitSeconds = try node.integer(0...86_400)
      case "housekeeping_seconds":
        options.housekeepingSeconds = try node.integer(1...86_400)
      case "limits": try readLimits(node, into: &options.limits)
      case "commands": options.commands = try commands(node)
      default: throw name.unknown
      }
    }
  }

  private static func clock(
    _ node: ConfigurationNode
  ) throws(ServiceFailure) -> ClockOptions {
    var clock = ClockOptions()
    for source in try node.list() {
      guard clock.add(try source.string()) else {
        throw source.failure(
          "expected kernel, gps=RECEIVER, gps-second=RECEIVER, rtc=DEVICE "
            + "or demo")
      }
    }
    return clock
  }

  private static func readLimits(
    _ node: ConfigurationNode, into limits: inout LimitOptions
  ) throws(ServiceFailure) {
    let rate: ClosedRange<UInt32> = 1...1_000_000
    for (name, node) in try node.members() {
      switch name.text {
      case "peer_signatures_per_second":
        limits.peerSignaturesPerSecond = try node.integer(rate)
      case "stranger_signatures_per_second":
        limits.strangerSignaturesPerSecond = try node.integer(rate)
      case "signatures_per_second":
        limits.signaturesPerSecond = try node.integer(rate)
      case "refusal_events_per_second":
        limits.refusalEventsPerSecond = try node.integer(rate)
      case "running_task_count_max":
        limits.runningTaskCountMax = try node.integer(1...64)
      case "waiting_task_count_max":
        limits.waitingTaskCountMax = try node.integer(1...65_536)
      case "proof_count_max":
        limits.proofCountMax = try node.integer(1...65_536)
      case "drain_seconds_max":
        limits.drainSecondsMax = try node.integer(0...86_400)
      default: throw name.unknown
      }
    }
  }

  private static func commands(
    _ node: ConfigurationNode
  ) throws(ServiceFailure) -> CommandTable {
    var table = CommandTable()
    for (capability, node) in try node.members() {
      guard CommandTable.isCapability(capability.text) else {
        throw capability.failure(
          "expected a capability without wildcard, found '\(capability.text)'")
      }
      var command = TaskCommand(arguments: [])
      for (name, node) in try node.members() {
        switch name.text {
        case "argv":
          for argument in try node.list() {
            command.arguments.append(try argument.string())
          }
        case "timeout_seconds":
          command.timeoutSeconds = try node.integer(1...86_400)
        case "output_byte_count_max":
          command.outputByteCountMax = try node.integer(0...(16 << 20))
        case "output":
          guard let output = TaskCommand.Output(rawValue: try node.string())
          else { throw node.failure("expected any or text") }
          command.output = output
        case "amount_sats":
          command.amountSats = try node.integer(0...UInt64.max)
        case "offer_seconds":
          command.offerSeconds = try node.integer(1...86_400)
        default: throw name.unknown
        }
      }
      if let problem = command.problem { throw node.failure(problem) }
      table.commands[capability.text] = command
    }
    return table
  }
}
