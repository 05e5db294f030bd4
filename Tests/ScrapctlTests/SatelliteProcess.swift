// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

/// The built `obc`, the vectors' satellite, at a port of its own.
final class SatelliteProcess {
  private let scratch: Scratch
  private var process = Process()
  private(set) var port = 0
  /// Its events, from one start to its end each.
  private(set) var lives: [String] = []

  /// Prepares and starts it; its profile trusts the vectors' operator.
  init(in scratch: Scratch) throws {
    self.scratch = scratch
    for (name, file) in [("executor", "executor"), ("operator", "device")] {
      let path = try scratch.write(
        "scrap-secret-key-v1\n"
          + HexText.text(Vectors.key(name).privateKeyHex.bytes) + "\n",
        to: "\(file).key")
      chmod(path, 0o600)
    }
    // A first fix far above this would have to be confirmed.
    var profile = Laboratory.profile
    profile.limits.earliestTimeSeconds = UInt64(time(nil)) - 3600
    try scratch.write(profile.json.line, to: "profile.json")
    try start()
  }

  deinit { if process.isRunning { process.terminate() } }

  var target: String { "127.0.0.1:\(port)" }

  /// Starts it, at the port that it had before.
  func start() throws {
    try scratch.write(
      """
      listen: 127.0.0.1:\(port)
      profile: \(scratch.path("profile.json"))
      store: \(scratch.path("store"))
      executor_key: \(scratch.path("executor.key"))
      device_secret: \(scratch.path("device.key"))
      clock: demo
      commands:
        cmd:imaging:msi:
          argv: [/usr/bin/sha256sum]
          amount_sats: 700
      """, to: "obc.yaml")
    let life = "obc-\(lives.count + 1).jsonl"
    _ = FileManager.default.createFile(
      atPath: scratch.path(life), contents: nil)
    process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
      .deletingLastPathComponent().appendingPathComponent("obc")
    process.arguments = ["--config", scratch.path("obc.yaml")]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(
      forWritingAtPath: scratch.path(life))
    process.standardError = FileHandle.nullDevice
    try process.run()
    lives.append(life)
    for _ in 0..<1_000 where process.isRunning {
      if let found = try listeningPort(life) {
        port = found
        return
      }
      usleep(20_000)
    }
    Issue.record("obc does not listen")
  }

  private func listeningPort(_ life: String) throws -> Int? {
    struct Event: Decodable {
      var event: String
      var port: Int?
    }
    let text = String(decoding: try scratch.read(life), as: UTF8.self)
    for line in text.split(separator: "\n") {
      let event = try? JSONDecoder().decode(
        Event.self, from: Data(line.utf8))
      if event?.event == "listening" { return event?.port }
    }
    return nil
  }

  /// How often it has told an event.
  func count(of event: String) throws -> Int {
    try lives.reduce(0) { count, life in
      let text = String(decoding: try scratch.read(life), as: UTF8.self)
      return count
        + text.split(separator: "\n").count {
          $0.contains("\"event\":\"\(event)\"")
        }
    }
  }

  /// Cuts its power.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
