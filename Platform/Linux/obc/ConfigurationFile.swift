// SPDX-License-Identifier: Apache-2.0

import OnBoardComputer
import ScrapYAML

/// The configuration, YAML: members have the options' names, with underscores.
/// What nobody understands is refused, with its place.
enum ConfigurationFile {
  /// Reads a file into options.
  ///
  /// - Throws: status 65 with path, line and column.
  static func read(
    _ path: String, into options: inout ServiceOptions
  ) throws(ServiceFailure) {
    let bytes = try OnBoardComputer.readFile(path)
    do throws(YAMLError) {
      try read(YAMLValue.root(of: bytes), into: &options)
    } catch {
      throw ServiceFailure(ServiceFailure.input, error.text(in: path))
    }
  }

  private static let names = [
    "listen", "profile", "store", "anchor", "executor_key", "device_secret",
    "tasks", "telemetry", "station", "clock", "time_wait_seconds",
    "housekeeping_seconds", "limits", "commands",
  ]

  private static func read(
    _ root: YAMLValue, into options: inout ServiceOptions
  ) throws(YAMLError) {
    for (name, _, value) in try YAMLMembers(root, known: names).all {
      switch name {
      case "listen": options.listen = try value.address()
      case "profile": options.profile = try value.string()
      case "store": options.store = try value.string()
      case "anchor": options.anchor = try value.string()
      case "executor_key": options.executorKey = try value.string()
      case "device_secret": options.deviceSecret = try value.string()
      case "tasks": options.tasks = try value.string()
      case "telemetry": options.telemetry = try value.address()
      case "station": options.station = try value.address()
      case "clock": options.clock = try clock(value)
      case "time_wait_seconds":
        options.timeWaitSeconds = try value.integer(0...86_400)
      case "housekeeping_seconds":
        options.housekeepingSeconds = try value.integer(1...86_400)
      case "limits": options.limits = try limits(value, options.limits)
      case "commands": options.commands = try commands(value)
      default: preconditionFailure("every known name has a case")
      }
    }
  }

  private static func clock(_ value: YAMLValue) throws(YAMLError)
    -> ClockOptions
  {
    var clock = ClockOptions()
    for source in try value.items() {
      guard clock.add(try source.string()) else {
        throw source.error(
          "expected kernel, gps=RECEIVER, gps-second=RECEIVER, rtc=DEVICE "
            + "or demo, found \(source.found)")
      }
    }
    return clock
  }

  private static func limits(
    _ value: YAMLValue, _ absent: LimitOptions
  ) throws(YAMLError) -> LimitOptions {
    let rate: ClosedRange<UInt32> = 1...1_000_000
    let table:
      [(
        name: String, place: WritableKeyPath<LimitOptions, UInt32>,
        range: ClosedRange<UInt32>
      )] = [
        ("peer_signatures_per_second", \.peerSignaturesPerSecond, rate),
        ("stranger_signatures_per_second", \.strangerSignaturesPerSecond, rate),
        ("signatures_per_second", \.signaturesPerSecond, rate),
        ("refusal_events_per_second", \.refusalEventsPerSecond, rate),
        ("running_task_count_max", \.runningTaskCountMax, 1...64),
        ("waiting_task_count_max", \.waitingTaskCountMax, 1...65_536),
        ("proof_count_max", \.proofCountMax, 1...65_536),
        ("drain_seconds_max", \.drainSecondsMax, 0...86_400),
      ]
    let members = try YAMLMembers(value, known: table.map(\.name))
    var limits = absent
    for (name, place, range) in table {
      limits[keyPath: place] = try members.integer(
        name, range, otherwise: limits[keyPath: place])
    }
    return limits
  }

  private static func commands(
    _ value: YAMLValue
  ) throws(YAMLError) -> CommandTable {
    var table = CommandTable()
    for (capability, key, value) in try YAMLMembers(value).all {
      guard CommandTable.isCapability(capability) else {
        throw key.error(
          "expected a capability without wildcard, found \(key.found)")
      }
      table.commands[capability] = try command(value)
    }
    return table
  }

  private static func command(
    _ value: YAMLValue
  ) throws(YAMLError) -> TaskCommand {
    let members = try YAMLMembers(
      value,
      known: [
        "argv", "timeout_seconds", "output_byte_count_max", "output",
        "amount_sats", "offer_seconds",
      ])
    var command = TaskCommand(arguments: [])
    for argument in try members["argv"]?.items() ?? [] {
      command.arguments.append(try argument.string())
    }
    command.timeoutSeconds = try members.integer(
      "timeout_seconds", 1...86_400, otherwise: command.timeoutSeconds)
    command.outputByteCountMax = try members.integer(
      "output_byte_count_max", 0...(16 << 20),
      otherwise: command.outputByteCountMax)
    if let output = members["output"] {
      guard let kind = output.scalar.flatMap(TaskCommand.Output.init) else {
        throw output.error("expected any or text, found \(output.found)")
      }
      command.output = kind
    }
    command.amountSats = try members.integer(
      "amount_sats", 0...UInt64.max, otherwise: command.amountSats)
    command.offerSeconds = try members.integer(
      "offer_seconds", 1...86_400, otherwise: command.offerSeconds)
    if let problem = command.problem { throw value.error(problem) }
    return command
  }
}
