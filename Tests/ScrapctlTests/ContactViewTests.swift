// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import ScrapCommander
import ScrapGround
import Synchronization
import TestSupport
import Testing

/// The live view of `scrapctl contact`, on a pseudo-terminal.
@Suite(.serialized) struct ContactViewTests {
  static func start(
    _ peer: DatagramPeer, _ scratch: Scratch, _ more: [String] = [],
    columns: UInt16 = 100, rows: UInt16 = 30,
    environment: [String: String] = [:]
  ) throws -> TerminalRun {
    let request = HexText.text(try Laboratory.request(1))
    return try TerminalRun(
      ContactTests.arguments(peer.target, scratch, more + [request]),
      columns: columns, rows: rows, environment: environment, in: scratch)
  }

  static func expectRestored(
    _ run: TerminalRun, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let now = try run.settingsNow
    #expect(
      now.c_lflag == run.settings.c_lflag, sourceLocation: sourceLocation)
    #expect(
      run.text.hasSuffix("\u{1b}[?25h\u{1b}[?1049l"),
      sourceLocation: sourceLocation)
  }

  @Test func theViewStaysUntilQAndGivesTheTerminalBack() throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try Self.start(peer, scratch)
    defer { run.vanish() }
    run.await("  proved")
    #expect(run.process.isRunning)
    let raw = try run.settingsNow
    #expect(raw.c_lflag & tcflag_t(ECHO) == 0)
    run.press("q")
    let status = try run.finish().status
    #expect(status == 0)
    usleep(100_000)
    try Self.expectRestored(run)
    #expect(run.text.contains("\u{1b}[32m"))
  }

  // A replay is answered alike and executes nothing; a spoofed request is not
  // answered.
  @Test func keysReplayAndSpoof() throws {
    let scratch = try Scratch()
    let satellite = Executor()
    let peer = DatagramPeer.satellite(satellite)
    defer { peer.end() }
    let run = try Self.start(peer, scratch)
    defer { run.vanish() }
    run.await("  proved")
    run.press("r")
    run.await("  2  T1               replay ")
    run.await("the same answers are due")
    run.press("s")
    run.await("no answer, as is right")
    run.press("q")
    #expect(try run.finish().status == 0)
    peer.end()
    #expect(satellite.grantCount == 1)
    #expect(satellite.executions.count == 1)
    let requests = peer.datagrams.filter { $0.first == 1 }
    #expect(requests.count == 3)
    #expect(requests[0] == requests[1] && requests[0] != requests[2])
  }

  @Test func aKeyCutsThePowerOfAProcess() throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let victim = Process()
    victim.executableURL = URL(fileURLWithPath: "/bin/sleep")
    victim.arguments = ["600"]
    try victim.run()
    defer { victim.terminate() }
    let run = try Self.start(
      peer, scratch, ["--process", "\(victim.processIdentifier)"])
    defer { run.vanish() }
    run.await("c cut power")
    // An arrow with Control held on some terminals: no letter was pressed.
    run.press("\u{1b}Oc")
    usleep(300_000)
    #expect(victim.isRunning)
    run.press("c")
    run.await("power cut: process \(victim.processIdentifier) killed")
    victim.waitUntilExit()
    #expect(victim.terminationReason == .uncaughtSignal)
    #expect(victim.terminationStatus == SIGKILL)
    // Its number may be another process' by now.
    run.press("c")
    run.await("power not cut: there is no process to kill")
    run.press("q")
    #expect(try run.finish().status == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsItWithTheTerminalAsItWas(signal: Int32) throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try Self.start(peer, scratch)
    defer { run.vanish() }
    run.await("  proved")
    kill(run.process.processIdentifier, signal)
    #expect(try run.finish().status == -signal)
    usleep(100_000)
    try Self.expectRestored(run)
  }

  /// A satellite that keeps its answers to the binding back until it is let.
  private func hesitant() -> (DatagramPeer, release: @Sendable () -> Void) {
    let gate = Gate()
    nonisolated(unsafe) let satellite = Executor()
    let peer = DatagramPeer { datagram in
      let replies = satellite.hear(datagram, at: 1_000_000)
      return datagram.first == 6 && !gate.isOpen ? [] : replies
    }
    return (peer, { gate.open() })
  }

  private final class Gate: Sendable {
    private let state = Mutex(false)
    var isOpen: Bool { state.withLock { $0 } }
    func open() { state.withLock { $0 = true } }
  }

  private func provedReceipts(_ scratch: Scratch) throws -> Int {
    let check = try Tool.run(
      [
        "contact", "check", "kept", "--executor",
        HexText.text(Laboratory.publicKey("executor")),
      ], in: scratch)
    #expect(check.status == 0)
    return check.lines.count { $0.contains("  proved  ") }
  }

  @Test(arguments: [false, true])
  func aContactOutlivesItsTerminal(isTold: Bool) throws {
    let scratch = try Scratch()
    let (peer, release) = hesitant()
    defer { peer.end() }
    let run = try Self.start(peer, scratch, ["--receipts", "kept"])
    run.await("accepted, bound")
    if isTold {
      kill(run.process.processIdentifier, SIGHUP)
      usleep(300_000)
    }
    run.vanish()
    usleep(300_000)
    #expect(run.process.isRunning)
    release()
    let (status, errorText) = try run.finish()
    #expect(status == 74)
    #expect(errorText.contains("terminal was lost, the contact went on"))
    #expect(try provedReceipts(scratch) == 1)
  }

  @Test func aContactOutlivesItsPipe() throws {
    let scratch = try Scratch()
    let (peer, release) = hesitant()
    defer { peer.end() }
    let request = HexText.text(try Laboratory.request(1))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = try ContactTests.arguments(
      peer.target, scratch, ["--receipts", "kept", request])
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.root)
    let output = Pipe()
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let first = output.fileHandleForReading.availableData
    #expect(first.count > 0)
    try output.fileHandleForReading.close()
    release()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 74)
    let told = String(
      decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(told.contains("the contact went on without"))
    #expect(try provedReceipts(scratch) == 1)
  }
}
