// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A full disk, a log that nobody reads, a lost terminal, a service manager.
@Suite(.serialized) struct SurroundingsTests {
  /// Runs the satellite through a shell that sets its surroundings up.
  private static func start(_ craft: Craft, _ setup: String) throws {
    try craft.start(through: ["/bin/sh", "-c", setup + "; exec \"$0\" \"$@\""])
  }

  @Test func aFullDiskRefusesAndRoomServesAgain() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    #expect(peer.ask(try craft.request("A"), at: craft.port)?.isAccept == true)
    #expect(craft.stop() == 0)
    // No file may be written beyond 64 KiB: the store's second copy.
    try Self.start(craft, "ulimit -f 128")
    let refused = try #require(peer.ask(try craft.request("B"), at: craft.port))
    #expect(refused.isReject && refused.reason == 2)
    #expect(
      craft.awaitEvent("request")?.string("reason") == "store_unavailable")
    #expect(craft.stop() == 0)
    try craft.start()
    #expect(peer.ask(try craft.request("C"), at: craft.port)?.isAccept == true)
  }

  @Test func aTerminalThatNobodyReadsStopsNothing() throws {
    let craft = try Craft()
    try craft.start()
    #expect(craft.stop() == 0)
    var reader: Int32 = -1
    var terminal: Int32 = -1
    try #require(openpty(&reader, &terminal, nil, nil, nil) == 0)
    defer { close(reader) }
    try craft.start(
      output: FileHandle(fileDescriptor: terminal, closeOnDealloc: true),
      awaits: false)
    let peer = Peer()
    let request = try craft.request("A")
    // Far more events than a terminal holds.
    for _ in 0..<300 {
      #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    }
    #expect(craft.stop() == 0)
  }

  /// Else the store would be standard output, and take every event.
  @Test func closedOutputsAreNotTheStore() throws {
    let craft = try Craft()
    try Self.start(craft, "true")
    #expect(craft.stop() == 0)
    let store = FileManager.default.contents(atPath: craft.path("store"))
    for closed in [">&-", "2>&-", "<&-", "<&- >&- 2>&-"] {
      try craft.start(
        through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" \(closed)"],
        awaits: false)
      let peer = Peer()
      let junk = Array(try craft.request("A").dropLast())
      for _ in 0..<20 { peer.send(junk, to: craft.port) }
      #expect(
        peer.ask(try craft.request("B", taskType: "cmd:other"), at: craft.port)?
          .isReject == true, "\(closed)")
      #expect(craft.stop() == 0)
    }
    #expect(
      FileManager.default.contents(atPath: craft.path("store")) == store)
  }

  @Test func aLogThatIsGoneBeforeTheStartEndsNothing() throws {
    let craft = try Craft()
    try craft.start()
    #expect(craft.stop() == 0)
    try FileManager.default.removeItem(atPath: craft.path("store"))
    // A new store is told of on standard error, which nobody has.
    try craft.start(
      through: [
        "/bin/sh", "-c",
        "mkfifo log; sleep 0.05 < log & exec 2>log; wait; exec \"$0\" \"$@\"",
      ])
    #expect(craft.stop() == 0)
  }

  @Test func aFileThatHoldsNoTasksIsNotWrittenOver() throws {
    let craft = try Craft()
    for text in ["precious\n", "tasks for today: call home\n", "p\n0"] {
      try craft.write(text, to: "other")
      try craft.start(["--tasks", craft.path("other")], awaits: false)
      #expect(craft.awaitEnd() == 74)
      #expect(craft.text("other") == text)
    }
    // What a power cut leaves is ours.
    for (text, place) in [("grant", "other.bad"), ("\0\0", "other.bad2")] {
      try craft.write(text, to: "other")
      try craft.start(["--tasks", craft.path("other")])
      #expect(craft.log.contains(craft.path(place)), "\(craft.log)")
      let told = craft.events("boot").first?.string("task_file_damaged")
      #expect(told == craft.path(place))
      #expect(craft.text(place) == text)
      #expect(craft.stop() == 0)
    }
  }

  @Test func aTaskFileThatAnotherHasIsRefused() throws {
    let first = try Craft()
    try first.start()
    let second = try Craft()
    try second.start(["--tasks", first.path("store.tasks")], awaits: false)
    #expect(second.awaitEnd() == 74)
    #expect(second.log.contains("another process has it"), "\(second.log)")
    #expect(first.stop() == 0)
    try second.start(["--tasks", first.path("store.tasks")])
    #expect(second.stop() == 0)
  }

  @Test func noRoomForAStoreIsAStoreFailure() throws {
    let craft = try Craft()
    try craft.start(
      through: ["/bin/sh", "-c", "ulimit -f 16; exec \"$0\" \"$@\""],
      awaits: false)
    #expect(craft.awaitEnd() == 74)
  }

  @Test func aProofIsSentThoughItCannotBeKept() throws {
    let craft = try Craft()
    try craft.start(["--tasks", "/dev/full"], awaits: false)
    // No regular file.
    #expect(craft.awaitEnd() == 74)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("A")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    let byteCount = craft.text("store.tasks").utf8.count
    let limit = try Process.run(
      URL(fileURLWithPath: "/usr/bin/prlimit"),
      arguments: [
        // The proof's line is cut off.
        "--fsize=\(byteCount + 20)", "--pid",
        "\(craft.process?.processIdentifier ?? 0)",
      ])
    limit.waitUntilExit()
    #expect(limit.terminationStatus == 0)
    let proof = try #require(peer.ask(binding, at: craft.port))
    #expect(proof.isProof)
    // In memory it is kept.
    #expect(peer.ask(binding, at: craft.port)?.bytes == proof.bytes)
    craft.cutPower()
    try craft.start()
    #expect(craft.awaitEvent("task_lost")?.string("task_id") == "A")
    peer.send(binding, to: craft.port)
    #expect(peer.receive(seconds: 0.3) == nil)
  }

  /// Standard output is a pipe without a reader's will, then without a reader.
  @Test func aLogThatNobodyReadsStopsNothing() throws {
    let craft = try Craft(
      commands: Craft.logging,
      settings: "limits: {refusal_events_per_second: 1000000}")
    let pipe = Pipe()
    try craft.start(output: pipe.fileHandleForWriting, awaits: false)
    let port = try #require(Self.port(from: pipe.fileHandleForReading))
    let peer = Peer()
    let junk = [UInt8](repeating: 1, count: 3)
    for number in 0..<8_000 {
      peer.send(junk, to: port)
      if number % 100 == 0 { usleep(1_000) }
    }
    #expect(peer.ask(try craft.request("A"), at: port)?.isAccept == true)
    try pipe.fileHandleForWriting.close()
    try pipe.fileHandleForReading.close()
    for _ in 0..<10 { peer.send(junk, to: port) }
    #expect(peer.ask(try craft.request("B"), at: port)?.isAccept == true)
    #expect(craft.stop() == 0)
  }

  private static func port(from handle: FileHandle) -> UInt16? {
    var text = ""
    while true {
      let data = handle.availableData
      if data.isEmpty { return nil }
      text += String(decoding: data, as: UTF8.self)
      for line in text.split(separator: "\n") {
        if let event = Event(String(line)), event.name == "listening" {
          return event.integer("port").map { UInt16($0) }
        }
      }
    }
  }

  @Test func aLostTerminalIsToldAndSurvived() throws {
    let craft = try Craft()
    try craft.start()
    kill(craft.process?.processIdentifier ?? 0, SIGHUP)
    let peer = Peer()
    #expect(peer.ask(try craft.request("A"), at: craft.port)?.isAccept == true)
    #expect(craft.log.contains("terminal"))
  }

  @Test func theServiceManagerIsTold() throws {
    let craft = try Craft()
    let manager = Manager(at: craft.path("notify"))
    try craft.start(
      environment: [
        "NOTIFY_SOCKET": craft.path("notify"), "WATCHDOG_USEC": "400000",
      ])
    // The watchdog is fed from the start on.
    var words: [String] = []
    while words.count < 20, !words.contains("READY=1") || words.count < 4 {
      words.append(try #require(manager.word()))
    }
    #expect(words.contains("READY=1"))
    #expect(words.contains("WATCHDOG=1"))
    #expect(craft.stop() == 0)
    while words.count < 60, words.last != "STOPPING=1" {
      words.append(try #require(manager.word()))
    }
    #expect(words.last == "STOPPING=1")
  }

  /// What systemd would listen with.
  private final class Manager {
    private let descriptor: Int32

    init(at path: String) {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) {
        $0.copyBytes(from: Array(path.utf8))
      }
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      precondition(result == 0, "a socket can be made there")
    }

    deinit { close(descriptor) }

    /// The first line of the next message.
    func word() -> String? {
      var ask = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&ask, 1, 5_000) > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 512)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        .split(separator: "\n").first.map(String.init)
    }
  }
}
