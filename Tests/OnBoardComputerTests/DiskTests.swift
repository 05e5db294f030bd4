// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Disks that are full or read-only, for each file that the satellite has.
@Suite(
  .serialized,
  .enabled(
    if: SmallDisk.isPossible,
    "a disk of its own takes the right to mount one, which was refused"))
struct DiskTests {
  @Test func aStoreThatDoesNotFitIsNotMade() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let craft = try Craft(replayCapacity: 10_000)
    for _ in 0..<2 {
      try craft.start(["--store", disk.path("store")], awaits: false)
      #expect(craft.awaitEnd() == 74)
      #expect(craft.log.contains(disk.path("store")), "\(craft.log)")
      // A piece of one would be a damaged store at the next start.
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: disk.root) == [])
    }
  }

  /// All the room that a store will ever need is taken when it is made.
  @Test func aStoreServesOnADiskThatIsFullSince() throws {
    let disk = try SmallDisk(kilobytes: 4_096)
    let craft = try Craft()
    let options = [
      "--store", disk.path("store"), "--tasks", craft.path("tasks"),
    ]
    try craft.start(options)
    disk.fill()
    let peer = Peer()
    let first = try craft.request("FIRST")
    let accept = try #require(peer.ask(first, at: craft.port))
    #expect(accept.isAccept)
    // More marks than a page of any copy has room for.
    for number in 0..<200 {
      let request = try craft.request("T\(number)")
      #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    }
    craft.cutPower()
    try craft.start(options)
    #expect(peer.ask(first, at: craft.port)?.bytes == accept.bytes)
    #expect(craft.events("boot").first?.integer("entry_count") == 201)
  }

  /// Nothing is accepted whose answer could not be given again (E-67); no token
  /// is spent for it, and what was accepted already is answered.
  @Test func aTaskFileWithoutRoomAcceptsNothingMore() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let craft = try Craft(settings: "housekeeping_seconds: 1")
    let options = ["--tasks", disk.path("tasks")]
    try craft.start(options)
    disk.fill()
    let peer = Peer()
    // What is left of the file's last page has room for a few.
    var kept: [(request: [UInt8], accept: Reply)] = []
    var unkept: [UInt8] = []
    while unkept.isEmpty, kept.count < 10 {
      let request = try craft.request("T\(kept.count)")
      peer.send(request, to: craft.port)
      let event = craft.awaitEvent("request") {
        $0.string("task_id") == "T\(kept.count)"
      }
      #expect(event?.string("verdict") == "accept")
      if event?.integer("reply_byte_count") == 0 {
        unkept = request
      } else {
        kept.append((request, try #require(peer.receive())))
      }
    }
    try #require(!unkept.isEmpty && !kept.isEmpty)
    #expect(craft.log.contains("No space left on device"), "\(craft.log)")
    let fresh = try craft.request("FRESH")
    for request in [fresh, unkept] {
      peer.send(request, to: craft.port)
      #expect(peer.receive(seconds: 0.5) == nil)
    }
    for (request, accept) in kept {
      #expect(peer.ask(request, at: craft.port)?.bytes == accept.bytes)
    }
    let told = craft.awaitEvent("housekeeping") {
      $0.integer("unkept_count") == 1
        && ($0.integer("task_line_waiting_count") ?? 0) > 0
    }
    #expect(told?.string("task_problem")?.contains("No space") == true)
    // A proof is sent though it cannot be kept.
    let binding = try craft.binding(kept[0].request, kept[0].accept)
    let proof = try #require(peer.ask(binding, at: craft.port))
    #expect(proof.isProof)

    disk.empty()
    let whole = craft.awaitEvent("housekeeping") {
      $0.integer("task_line_waiting_count") == 0
        && $0.integer("unkept_count") == 1
    }
    #expect(whole != nil)
    #expect(craft.log.contains("written again"))
    let late = try #require(peer.ask(unkept, at: craft.port))
    #expect(late.isAccept)
    #expect(peer.ask(fresh, at: craft.port)?.isAccept == true)
    craft.cutPower()
    try craft.start(options)
    #expect(peer.ask(unkept, at: craft.port)?.bytes == late.bytes)
    #expect(peer.ask(binding, at: craft.port)?.bytes == proof.bytes)
  }

  @Test func aTaskFileThatCannotBeMadeIsAStoreFailure() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let craft = try Craft()
    try disk.makeReadOnly()
    try craft.start(["--tasks", disk.path("tasks")], awaits: false)
    #expect(craft.awaitEnd() == 74)
    #expect(craft.log.contains("Read-only file system"), "\(craft.log)")
  }

  @Test func aStoreThatCannotBeWrittenIsRefused() throws {
    let disk = try SmallDisk(kilobytes: 4_096)
    let craft = try Craft()
    let options = [
      "--store", disk.path("store"), "--tasks", craft.path("tasks"),
    ]
    try craft.start(options)
    #expect(craft.stop() == 0)
    let before = FileManager.default.contents(atPath: disk.path("store"))
    try disk.makeReadOnly()
    try craft.start(options, awaits: false)
    #expect(craft.awaitEnd() == 74)
    #expect(craft.log.contains(disk.path("store")), "\(craft.log)")
    let after = FileManager.default.contents(atPath: disk.path("store"))
    #expect(before != nil && before == after)
  }

  /// The file can be written, but no other take its place: it only grows.
  @Test func aTaskFileInAReadOnlyFolderIsKept() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let craft = try Craft()
    try craft.write("", to: "elsewhere")
    try disk.show(craft.path("elsewhere"), as: "tasks")
    try disk.makeReadOnly()
    let options = ["--tasks", disk.path("tasks")]
    try craft.start(options)
    #expect(craft.log.contains("Read-only file system"), "\(craft.log)")
    let peer = Peer()
    let request = try craft.request("A")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    let proof = try #require(peer.ask(binding, at: craft.port))
    for _ in 0..<2 {
      craft.cutPower()
      try craft.start(options)
      #expect(peer.ask(request, at: craft.port)?.bytes == accept.bytes)
      #expect(peer.receive()?.bytes == proof.bytes)
    }
  }

  @Test func eventsOnAFullDiskAreLeftOutWholly() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let craft = try Craft(settings: "housekeeping_seconds: 1")
    _ = FileManager.default.createFile(
      atPath: disk.path("events"), contents: nil)
    let output = FileHandle(forWritingAtPath: disk.path("events"))
    try craft.start(
      ["--listen", "127.0.0.1:0"], output: output, awaits: false)
    let isListening: () -> Bool = {
      disk.text("events").contains("\"listening\"")
    }
    for _ in 0..<400 where !isListening() { usleep(10_000) }
    let events = disk.text("events").split(separator: "\n")
      .compactMap { Event(String($0)) }
    let port = try #require(
      events.first { $0.name == "listening" }?.integer("port"))
    disk.fill()
    let peer = Peer()
    let request = try craft.request("A")
    // Far more than the file's last page has room for.
    for _ in 0..<50 {
      #expect(peer.ask(request, at: UInt16(port))?.isAccept == true)
    }
    disk.empty()
    let last = try craft.request("LAST")
    #expect(peer.ask(last, at: UInt16(port))?.isAccept == true)
    #expect(craft.stop() == 0)
    let lines = disk.text("events").split(separator: "\n")
    let read = lines.compactMap { Event(String($0)) }
    // The one that was cut off where the disk was full.
    #expect(lines.count - read.count <= 1)
    #expect(read.contains { $0.string("task_id") == "LAST" })
    let told = try #require(read.last { $0.name == "housekeeping" })
    let lostCount = try #require(told.integer("event_line_lost_count"))
    #expect(lostCount > 20)
    let stopped = try #require(read.last)
    #expect(stopped.integer("sequence") == read.count + lostCount - 1)
  }
}
