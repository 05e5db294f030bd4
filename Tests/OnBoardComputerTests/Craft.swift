// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import ScrapVerifier

/// The built `obc` as a process, with all that belongs to it in a directory of
/// its own, which goes with this value.
final class Craft {
  static let satelliteID = "SENTINEL-2C-62261"
  static let capability = "cmd:imaging:msi"

  let root: String
  let operatorKey: SigningKey
  let commanderKey: SigningKey
  let executorKey: [UInt8]
  let profile: SatelliteProfile
  private(set) var port: UInt16 = 0
  private(set) var process: Process?
  private var startCount = 0
  private var tokenCount = 0

  /// The binary: `OBC` from the environment, or the one beside the tests.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["OBC"] { return path }
    let programs = CommandLine.arguments.filter { $0.contains(".xctest") }
    for program in programs + ["/proc/self/exe"] {
      let path = URL(fileURLWithPath: program).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("obc").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    preconditionFailure("no obc beside \(CommandLine.arguments)")
  }()

  /// Makes keys, a profile, and a configuration with these commands, YAML.
  init(
    commands: String? = nil, settings: String = "",
    replayCapacity: UInt32 = 2_000
  ) throws {
    root = NSTemporaryDirectory() + "obc-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: root, withIntermediateDirectories: true)
    for (index, name) in ["operator", "commander", "device"].enumerated() {
      _ = try SecretKeyFile.create(
        at: "\(root)/\(name).key", chance: .seed(UInt64(index)))
    }
    executorKey = try SecretKeyFile.create(
      at: "\(root)/executor.key", chance: .seed(9))
    operatorKey = try SecretKeyFile.read(
      from: "\(root)/operator.key", chance: .kernel)
    commanderKey = try SecretKeyFile.read(
      from: "\(root)/commander.key", chance: .kernel)
    profile = SatelliteProfile(
      satelliteID: Self.satelliteID, identityKey: executorKey,
      issuers: [operatorKey.publicKey],
      operationsKeys: [operatorKey.publicKey],
      limits: .init(
        replayCapacity: replayCapacity,
        earliestTimeSeconds: UInt64(Self.now) - 86_400,
        replayRootSubjectPercent: 100))
    try write(profile.json.line, to: "profile.json")
    let table = (commands ?? Self.command(["/bin/cat"]))
      .replacingOccurrences(of: Self.logPlace, with: path("runs"))
    try write(
      """
      profile: \(root)/profile.json
      store: \(root)/store
      executor_key: \(root)/executor.key
      device_secret: \(root)/device.key
      clock: demo
      \(settings)
      commands:
      \(table)
      """, to: "obc.yaml")
  }

  deinit {
    if let process, process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(atPath: root)
  }

  /// A command table of one line; more members may follow.
  static func command(
    _ arguments: [String], for capability: String = capability,
    _ members: String = ""
  ) -> String {
    let list = arguments.map { "'\($0)'" }.joined(separator: ", ")
    return "  \(capability): {argv: [\(list)]\(members)}\n"
  }

  /// A program that notes in a file what it was asked to do.
  static var logging: String {
    command(["/bin/sh", "-c", "cat >> \(logPlace); echo done"])
  }

  /// Stands for the log's path in a command table.
  private static let logPlace = "@LOG@"

  /// The task_ids that a `logging` program was given, in order.
  var runs: [String] {
    text("runs").split(separator: "\n").compactMap {
      let object = try? JSONSerialization.jsonObject(with: Data($0.utf8))
      return (object as? [String: Any])?["task_id"] as? String
    }
  }

  /// The present time, as tokens have it.
  static var now: UInt32 { UInt32(Date().timeIntervalSince1970) }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
  }

  /// Waits two seconds at most until a file says something.
  func awaitText(_ name: String, where isThere: (String) -> Bool) -> String {
    for _ in 0..<200 where !isThere(text(name)) { usleep(10_000) }
    return text(name)
  }

  // MARK: The process

  /// Starts it, maybe through another program; waits until it listens, unless
  /// told otherwise.
  func start(
    _ options: [String] = [], through wrapper: [String] = [],
    environment: [String: String] = [:], output: FileHandle? = nil,
    awaits: Bool = true
  ) throws {
    startCount += 1
    let started = Process()
    let words =
      wrapper + [
        Self.path, "--config", path("obc.yaml"), "--listen",
        "127.0.0.1:\(port)",
      ] + options
    started.executableURL = URL(fileURLWithPath: words[0])
    started.arguments = Array(words.dropFirst())
    started.environment = ProcessInfo.processInfo.environment.merging(
      environment
    ) { $1 }
    started.currentDirectoryURL = URL(fileURLWithPath: root)
    started.standardInput = FileHandle.nullDevice
    for name in [eventsName, logName] {
      _ = FileManager.default.createFile(atPath: path(name), contents: nil)
    }
    started.standardOutput =
      output ?? FileHandle(forWritingAtPath: path(eventsName))
    started.standardError = FileHandle(forWritingAtPath: path(logName))
    try started.run()
    process = started
    if awaits { try awaitListening() }
  }

  /// Waits until it listens.
  func awaitListening() throws {
    guard let event = awaitEvent("listening") else {
      throw CraftError.notListening(text(logName))
    }
    port = UInt16(event.integer("port") ?? 0)
  }

  enum CraftError: Error {
    case notListening(String)
  }

  /// Where the events of the last start are.
  var eventsPath: String { path(eventsName) }

  private var eventsName: String { "events-\(startCount)" }
  private var logName: String { "log-\(startCount)" }

  /// What it wrote to standard error since the last start.
  var log: String { text(logName) }

  /// Kills it as a power cut would.
  func cutPower() {
    guard let process else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Has it stop, and waits; its exit status.
  func stop() -> Int32 {
    guard let process else { return -1 }
    process.terminate()
    return awaitEnd()
  }

  /// Waits for its own end, half a minute at most; its exit status.
  func awaitEnd() -> Int32 {
    guard let process else { return -1 }
    for _ in 0..<3_000 where process.isRunning { usleep(10_000) }
    if process.isRunning { cutPower() }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  // MARK: Events

  /// The events since the last start; a line that a kill has cut off is none.
  var allEvents: [Event] {
    text(eventsName).split(separator: "\n").compactMap { Event(String($0)) }
  }

  /// Those of a name.
  func events(_ name: String) -> [Event] {
    allEvents.filter { $0.name == name }
  }

  /// Waits for an event; nil if it does not come in 20 seconds, or the process
  /// ends before.
  func awaitEvent(
    _ name: String, where isMeant: (Event) -> Bool = { _ in true }
  ) -> Event? {
    for _ in 0..<4_000 {
      let isRunning = process?.isRunning ?? false
      if let event = events(name).first(where: isMeant) { return event }
      guard isRunning else { return nil }
      usleep(5_000)
    }
    return nil
  }

  // MARK: Tokens and requests

  /// A root token of its own.
  func token(
    capability: String = "cmd:imaging:*", lifetimeSeconds: UInt32 = 3_600,
    issuedAtSeconds: UInt32? = nil
  ) throws -> [UInt8] {
    tokenCount += 1
    return try TokenIssuing.issue(
      TokenDescription(
        subject: commanderKey.publicKey,
        audience: Array(Self.satelliteID.utf8),
        issuedAtSeconds: issuedAtSeconds ?? Self.now - 10,
        expiresAtSeconds: Self.now + lifetimeSeconds,
        tokenID: Chance.kernel.tokenID(context: []),
        capabilities: [capability]),
      key: operatorKey, checking: .none)
  }

  /// A signed request; with a token of its own if none is given.
  func request(
    _ taskID: String, token: [UInt8]? = nil,
    taskType: String = Craft.capability, parameters: [UInt8]? = nil,
    timestampSeconds: UInt32? = nil
  ) throws -> [UInt8] {
    try RequestSigning.sign(
      RequestDescription(
        taskID: taskID, timestampSeconds: timestampSeconds ?? Self.now,
        chain: [token ?? self.token()], taskType: taskType,
        parameters: parameters),
      key: commanderKey, checking: .none)
  }

  /// An operator's command.
  func command(
    _ content: OperatorContent, version: UInt64
  ) throws -> [UInt8] {
    try OperatorSigning.sign(
      content, for: profile, version: version,
      signedAtSeconds: UInt64(Self.now), key: operatorKey)
  }

  /// The binding of an accepted request.
  func binding(_ request: [UInt8], _ accept: Reply) throws -> [UInt8] {
    try Binding.sign(request: request, accept: accept, key: commanderKey)
  }
}
