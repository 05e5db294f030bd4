// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What keeps a satellite from starting, and how it says so.
@Suite(.serialized) struct ConfigurationTests {
  private static func end(
    _ craft: Craft, _ options: [String] = []
  ) throws -> (status: Int32, log: String) {
    try craft.start(options, awaits: false)
    return (craft.awaitEnd(), craft.log)
  }

  @Test(arguments: [
    ("wolume: 3", "obc.yaml:6:1: unknown member \"wolume\""),
    ("limits: {signatures: 1}", "obc.yaml:6:10: unknown member \"signatures\""),
    ("clock: [sundial]", "obc.yaml:6:9: expected kernel"),
    ("store: twice", "obc.yaml:2:1: expected each member once"),
    ("housekeeping_seconds: 0", "obc.yaml:6:23: expected an integer from 1"),
    ("telemetry: example.org:1", "obc.yaml:6:12: expected ADDRESS:PORT"),
    ("limits: [", "obc.yaml:8:18: expected YAML"),
    ("tasks: &a x", "obc.yaml:6:8: expected no anchor"),
    ("tasks: \"a\\0b\"", "obc.yaml:6:8: expected no zero byte"),
    ("tasks: [x]", "obc.yaml:6:8: expected a text, found a list"),
    ("tasks: ~", "obc.yaml:6:8: expected a text, found \"~\""),
    ("housekeeping_seconds: 0x10", "obc.yaml:6:23: expected an integer"),
    ("housekeeping_seconds: 1_0", "obc.yaml:6:23: expected an integer"),
    ("housekeeping_seconds: 4294967297", "obc.yaml:6:23: expected an integer"),
    ("tasks: x\n---", "obc.yaml:7:1: expected YAML"),
    ("\ttasks: x", "obc.yaml:6:1: expected YAML"),
    ("tasks: \u{7}", "obc.yaml:6:8: expected text that can be printed"),
    (
      String(repeating: "#", count: 1 << 16), "obc.yaml: expected at most 65536"
    ),
    (
      "limits: " + String(repeating: "[", count: 40)
        + String(repeating: "]", count: 40),
      "obc.yaml:6:24: expected at most 16 levels"
    ),
  ])
  func aConfigurationIsReadStrictly(_ line: String, _ message: String) throws {
    let craft = try Craft(settings: line)
    if line.hasPrefix("clock") {
      try craft.write(
        craft.text("obc.yaml").replacingOccurrences(
          of: "clock: demo\n", with: "time_wait_seconds: 1\n"),
        to: "obc.yaml")
    }
    let (status, log) = try Self.end(craft)
    #expect(status == 65)
    #expect(log.contains(message), "\(log)")
  }

  @Test(arguments: [
    (Craft.command([]), "argv"), (Craft.command(["cat"]), "absolute path"),
    (
      Craft.command(["/bin/cat"], for: Craft.capability, ", shell: true"),
      "unknown member \"shell\""
    ),
    (
      Craft.command(["/bin/cat"], for: Craft.capability, ", output: json"),
      "expected any or text"
    ),
  ])
  func aCommandTableIsReadStrictly(_ table: String, _ message: String) throws {
    let (status, log) = try Self.end(try Craft(commands: table))
    #expect(status == 65)
    #expect(log.contains(message), "\(log)")
  }

  @Test func wrongOptionsAreUsage() throws {
    let craft = try Craft()
    for options in [["--listen", "nowhere"], ["--clock", "sundial"], ["--x"]] {
      #expect(try Self.end(craft, options).status == 64, "\(options)")
    }
    #expect(
      try Self.end(craft, ["--clock", "demo", "--clock", "rtc=/dev/rtc0"])
        .status == 64)
  }

  /// All of it is read before anything is made: a store made in error would
  /// hide that the right one is missing.
  @Test func anUnreadableProfileOrKeyIsInputAndMakesNothing() throws {
    let craft = try Craft()
    try craft.write("scrap-secret-key-v1\n00\n", to: "bad.key")
    chmod(craft.path("bad.key"), 0o600)
    for options in [
      ["--profile", "/dev/null"], ["--profile", "absent"],
      ["--executor-key", "absent"],
      ["--executor-key", craft.path("commander.key")],
      ["--device-secret", craft.path("executor.key")],
      ["--executor-key", craft.path("bad.key")],
      ["--device-secret", craft.path("bad.key")],
      ["--device-secret", "absent"],
      ["--config", "absent"],
    ] {
      let (status, log) = try Self.end(craft, options)
      #expect(status == 65, "\(options): \(log)")
      for name in ["store", "store.tasks"] {
        #expect(
          !FileManager.default.fileExists(atPath: craft.path(name)),
          "\(options) made \(name)")
      }
    }
  }

  @Test func aSecondSatelliteOnOneStoreIsRefused() throws {
    let craft = try Craft()
    try craft.start()
    let second = try Craft()
    let (status, log) = try Self.end(
      second, ["--store", craft.path("store")])
    #expect(status == 74)
    #expect(log.contains("store"), "\(log)")
    #expect(craft.process?.isRunning == true)
  }

  @Test func anAddressThatIsTakenIsUsage() throws {
    let craft = try Craft()
    try craft.start()
    let second = try Craft()
    let (status, log) = try Self.end(
      second, ["--listen", "127.0.0.1:\(craft.port)"])
    #expect(status == 64)
    #expect(log.contains("127.0.0.1:\(craft.port)"))
  }
}
