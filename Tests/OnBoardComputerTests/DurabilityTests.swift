// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What a power cut would find, by the order of system calls: a kill leaves
/// all that was written, synced or not.
@Suite(
  .serialized,
  .enabled(
    if: SystemCalls.isPossible,
    "the order of system calls takes strace and the right to trace"))
struct DurabilityTests {
  private static let options = [
    "-e", "trace=/^(openat|p?write(64)?|fdatasync|fsync|sendto|rename.*)$",
  ]

  /// What is not on the disk yet, judged call by call.
  private struct Disk {
    let folder: String
    private var unsynced: Set<String> = []
    /// Names that a power cut would take back.
    private var unsyncedNames: Set<String> = []
    private(set) var answerCount = 0
    private(set) var renameCount = 0
    /// Syncs of the task file since the last answer.
    private(set) var taskSyncCount = 0

    init(_ folder: String) { self.folder = folder }

    mutating func take(_ call: SystemCalls.Call) {
      switch call.name {
      case "openat" where call.arguments.contains("O_CREAT"):
        guard let path = call.texts.first.map(String.init), isOurs(path) else {
          return
        }
        unsyncedNames.insert(path)
      case "write", "pwrite64":
        guard isOurs(call.path) else { return }
        unsynced.insert(call.path)
      case "fdatasync", "fsync":
        unsynced.remove(call.path)
        if call.path == folder { unsyncedNames = [] }
        if call.path.hasSuffix(".tasks") { taskSyncCount += 1 }
      case "rename", "renameat", "renameat2":
        guard call.texts.count == 2 else { return }
        let (old, new) = (String(call.texts[0]), String(call.texts[1]))
        #expect(!unsynced.contains(old), "\(old) took another's place too soon")
        unsyncedNames.remove(old)
        unsyncedNames.insert(new)
        renameCount += 1
      case "sendto" where call.path.hasPrefix("UDP"):
        #expect(unsynced.isEmpty)
        #expect(unsyncedNames.isEmpty)
        answerCount += 1
      default: return
      }
    }

    mutating func countSyncsAnew() { taskSyncCount = 0 }

    /// What it says to people is not what it must keep.
    private func isOurs(_ path: String) -> Bool {
      path.hasPrefix("\(folder)/store")
    }
  }

  @Test func nothingIsAnsweredBeforeItIsOnTheDisk() throws {
    let craft = try Craft(
      commands: Craft.command(["/bin/cat"]),
      settings: "limits: {waiting_task_count_max: 2}")
    let tracing = SystemCalls.tracing(to: craft.path("trace"), Self.options)
    try craft.start(through: tracing)
    let peer = Peer()
    for number in 0..<5 {
      let request = try craft.request("T\(number)")
      let accept = try #require(peer.ask(request, at: craft.port))
      guard number == 4 else { continue }
      let binding = try craft.binding(request, accept)
      #expect(peer.ask(binding, at: craft.port)?.isProof == true)
    }
    #expect(craft.stop() == 0)
    #expect(craft.events("task_lost").count == 3)
    var disk = Disk(craft.root)
    let trace = craft.awaitText("trace") { $0.contains("+++ exited") }
    for call in SystemCalls.calls(in: trace) {
      let before = disk.answerCount
      disk.take(call)
      guard disk.answerCount > before else { continue }
      // One for all that a grant leads to, or one for a proof.
      if before > 0 { #expect(disk.taskSyncCount == 1) }
      disk.countSyncsAnew()
    }
    #expect(disk.answerCount == 6)
    #expect(disk.renameCount == 1)
  }

  /// Each sync takes 50 ms: what came before SIGTERM is not all taken first.
  @Test func aSlowDiskDoesNotHoldUpTheEnd() throws {
    let craft = try Craft()
    let options = ["-e", "inject=fdatasync,fsync:delay_exit=50000"]
    try craft.start(
      through: SystemCalls.tracing(to: craft.path("trace"), options))
    let peer = Peer()
    let requests = try (0..<40).map { try craft.request("T\($0)") }
    for request in requests { peer.send(request, to: craft.port) }
    #expect(peer.receive()?.isAccept == true)
    #expect(craft.stop() == 0)
    let stopping = try #require(craft.events("stopping").first)
    let count = try #require(stopping.integer("unbound"))
    #expect(count < 10, "\(count) grants before the signal was heard")
  }
}
