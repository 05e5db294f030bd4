// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs that hang, fail, print garbage, or are not there.
@Suite(.serialized) struct ProgramTests {
  /// A satellite with one program of each kind.
  private static func craft() throws -> Craft {
    func shell(_ name: String, _ script: String, _ more: String = "") -> String
    {
      Craft.command(["/bin/sh", "-c", script], for: "cmd:trial:\(name)", more)
    }
    return try Craft(
      commands: Craft.logging
        + shell("hang", "sleep 60", ", timeout_seconds: 1")
        + shell("fail", "echo oh no >&2; exit 3")
        + shell("signal", "kill -SEGV $$")
        + shell("endless", "yes", ", output_byte_count_max: 100000")
        + shell("garbage", #"printf "\\377\\376""#, ", output: text")
        + shell("silent", "exec true", ", output: text")
        + shell("closed", "exec >&- 2>&-; sleep 60", ", timeout_seconds: 1")
        + shell("brood", "sleep 61 & sleep 62 & echo done")
        + shell("slow", "sleep 1; echo done")
        + shell("where", "pwd; env | sort | cut -d= -f1; ls /proc/self/fd")
        + Craft.command(["/nowhere/at-all"], for: "cmd:trial:missing")
        + Craft.command(["/etc/passwd"], for: "cmd:trial:plain"))
  }

  /// Asks for a task and binds it.
  private static func begin(
    _ name: String, _ craft: Craft, _ peer: Peer
  ) throws {
    let request = try craft.request(
      name, token: craft.token(capability: "cmd:trial:*"),
      taskType: "cmd:trial:\(name)")
    let accept = try #require(peer.ask(request, at: craft.port))
    #expect(accept.isAccept)
    peer.send(try craft.binding(request, accept), to: craft.port)
  }

  @Test func noProgramThatGoesWrongLeadsToAProof() throws {
    let craft = try Self.craft()
    try craft.start()
    let expected = [
      ("hang", "timed_out", nil), ("fail", "failed", "exit status 3"),
      ("signal", "killed", "signal 11"), ("endless", "output_too_long", nil),
      ("garbage", "wrong_output", nil), ("silent", "wrong_output", nil),
      ("closed", "timed_out", nil),
      ("missing", "not_started", "No such file or directory"),
      ("plain", "not_started", "Permission denied"),
    ]
    let peer = Peer()
    for (name, _, _) in expected { try Self.begin(name, craft, peer) }
    for (name, reason, detail) in expected {
      let event = craft.awaitEvent("task_failed") {
        $0.string("task_id") == name
      }
      #expect(event?.string("reason") == reason, "\(name)")
      #expect(event?.string("detail") == detail, "\(name)")
      if name == "fail" { #expect(event?.string("error_text") == "oh no\n") }
    }
    #expect(peer.receive(seconds: 0.2) == nil)
    #expect(craft.events("proof").isEmpty)
    #expect(craft.stop() == 0)
  }

  @Test func aProgramThatHangsHoldsUpNobody() throws {
    let craft = try Self.craft()
    try craft.start()
    try Self.begin("hang", craft, Peer())
    let peer = Peer()
    let request = try craft.request("MEANWHILE")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    #expect(peer.ask(binding, at: craft.port)?.isProof == true)
    #expect(craft.events("task_failed").isEmpty)
  }

  @Test func nothingOfAProgramGoesOn() throws {
    let craft = try Self.craft()
    try craft.start()
    let peer = Peer()
    try Self.begin("brood", craft, peer)
    #expect(peer.receive()?.isProof == true)
    for seconds in ["61", "62"] {
      #expect(Self.goes(["sleep", seconds]))
    }
  }

  /// Also one that outlives its satellite.
  @Test func aProgramDiesWithItsSatellite() throws {
    let craft = try Craft(
      commands: Craft.command(["/bin/sleep", "63"]))
    try craft.start()
    let request = try craft.request("ORPHAN")
    let peer = Peer()
    let accept = try #require(peer.ask(request, at: craft.port))
    peer.send(try craft.binding(request, accept), to: craft.port)
    #expect(craft.awaitEvent("task_started") != nil)
    craft.cutPower()
    #expect(Self.goes(["/bin/sleep", "63"]))
  }

  @Test func aProgramSeesNothingOfItsSatellite() throws {
    let craft = try Self.craft()
    try craft.start(environment: ["SECRET": "1"])
    let peer = Peer()
    try Self.begin("where", craft, peer)
    let proof = try #require(peer.receive())
    // ls itself opens the directory: 3.
    let output = "/\nLANG\nPATH\nPWD\n0\n1\n2\n3\n"
    #expect(
      proof.proves(output: Array(output.utf8), by: craft.executorKey))
  }

  @Test func aStopWaitsForProgramsAndSendsTheirProofs() throws {
    let craft = try Self.craft()
    try craft.start()
    let peer = Peer()
    try Self.begin("slow", craft, peer)
    #expect(craft.awaitEvent("task_started") != nil)
    #expect(craft.stop() == 0)
    #expect(peer.receive(seconds: 1)?.isProof == true)
    #expect(craft.events("stopping").first?.integer("running") == 1)
    #expect(craft.events("stopped").count == 1)
  }

  /// Whether a process is gone, or goes in a few seconds: a busy machine kills
  /// slowly.
  private static func goes(_ arguments: [String]) -> Bool {
    for _ in 0..<300 where isRunning(arguments) { usleep(10_000) }
    return !isRunning(arguments)
  }

  private static func isRunning(_ arguments: [String]) -> Bool {
    let wanted = arguments.joined(separator: "\0") + "\0"
    let processes =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { name in
      guard Int(name) != nil,
        let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return false }
      return String(decoding: line, as: UTF8.self) == wanted
    }
  }
}
