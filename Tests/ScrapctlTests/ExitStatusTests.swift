// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import TestSupport
import Testing

@Suite(.serialized) struct ExitStatusTests {
  @Test(arguments: [
    [], ["bogus"], ["verify"], ["verify", "--bogus"], ["key"], ["store"],
    ["store", "reset", "store"], ["token", "issue"],
    ["verify", "--profile", "p", "--store", "s", "--now", "x"],
    ["verify", "--profile", "p", "--store", "s", "--as", "x"],
    ["verify", "--profile", "p", "--store", "s", "--peer", "02ab"],
    ["verify", "--profile", "p", "--store", "s", "--format", "xml"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let result = try Tool.run(arguments, in: Scratch())
    #expect(result.status == 64)
    #expect(result.lines.isEmpty)
    #expect(!result.errorText.isEmpty)
  }

  @Test func helpIs0() throws {
    for arguments in [["--help"], ["verify", "--help"]] {
      let result = try Tool.run(arguments, in: Scratch())
      #expect(result.status == 0)
      #expect(!result.lines.isEmpty)
    }
  }

  private static let offCurve =
    "02a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1b2"

  @Test func anUnreadableProfileIs65AndTouchesNothing() throws {
    var offCurve = Laboratory.profile
    offCurve.issuers = [Hex.bytes(Self.offCurve)]
    var damaged = try Laboratory.profile.pack()
    damaged[200] ^= 1
    let profiles = [
      Array(offCurve.json.line.utf8), damaged, [], Array("{}".utf8),
      Array(damaged[..<100]), [0, 1, 2, 3],
    ]
    for (index, profile) in profiles.enumerated() {
      let scratch = try Laboratory.scratch()
      try scratch.write(profile, to: "profile.json")
      let result = try Tool.run(
        Laboratory.verifyThen(), input: "00\n", in: scratch)
      #expect(result.status == 65, "profile \(index)")
      #expect(result.lines.isEmpty)
      #expect(result.errorText.contains("expected"), "profile \(index)")
      #expect(
        !FileManager.default.fileExists(atPath: scratch.path("store")))
    }
    let absent = try Tool.run(
      Laboratory.verifyThen(), input: "00\n", in: Scratch())
    #expect(absent.status == 65)
  }

  @Test func aDirectoryThatCannotBeWrittenIs74() throws {
    let scratch = try Laboratory.scratch()
    // Not even the superuser makes files there.
    let places = ["/proc/scrap-store", scratch.path("absent/store"), "/proc"]
    for place in places {
      let result = try Tool.run(
        [
          "verify", "--profile", "profile.json", "--store", place, "--now",
          "1", "--format", "json",
        ], input: "00\n", in: scratch)
      #expect(result.status == 74, "\(place)")
      #expect(result.lines.isEmpty)
      #expect(result.errorText.contains(place))
    }
  }

  @Test func aReadOnlyDirectoryIs74() throws {
    guard geteuid() != 0 else { return }
    let scratch = try Laboratory.scratch()
    let place = scratch.path("locked")
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: false)
    chmod(place, 0o500)
    defer { chmod(place, 0o700) }
    let result = try Tool.run(
      [
        "verify", "--profile", "profile.json", "--store", place + "/store",
        "--now", "1",
      ], input: "00\n", in: scratch)
    #expect(result.status == 74)
    #expect(result.lines.isEmpty)
  }

  @Test func aNewStoreIsAnnouncedOnce() throws {
    let scratch = try Laboratory.scratch()
    let first = try Tool.run(Laboratory.verifyThen(), in: scratch)
    #expect(first.status == 0)
    #expect(first.errorText.contains("no store was here"))
    let second = try Tool.run(Laboratory.verifyThen(), in: scratch)
    #expect(second.errorText.isEmpty)
    let facts = try Tool.run(
      ["store", "inspect", "store", "--format", "json"], in: scratch)
    #expect(facts.lines[0].contains("\"replay_capacity\":300"))
  }

  @Test func aFullOutputIs74() throws {
    let scratch = try Laboratory.scratch()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = Laboratory.verifyThen()
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.root)
    let path = try scratch.write("00\n", to: "in")
    process.standardInput = FileHandle(forReadingAtPath: path)
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }
}
