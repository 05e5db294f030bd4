// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import OnBoardComputer

/// A request that comes again gets the answer it got, byte for byte (E-67).
@Suite(.serialized) struct RepeatTests {
  /// An accepted request and what came of it.
  private struct Contact {
    let request: [UInt8]
    let accept: Reply
    let binding: [UInt8]
    let proof: [UInt8]
  }

  private static func contact(
    _ craft: Craft, _ peer: Peer, _ taskID: String
  ) throws -> Contact {
    let request = try craft.request(taskID)
    let accept = try #require(peer.ask(request, at: craft.port))
    try #require(accept.isAccept)
    let binding = try craft.binding(request, accept)
    let proof = try #require(peer.ask(binding, at: craft.port))
    try #require(proof.isProof)
    return Contact(
      request: request, accept: accept, binding: binding, proof: proof.bytes)
  }

  /// Asks again for what was proven: the same accept, the same proof.
  private static func expectSame(
    _ contact: Contact, _ craft: Craft, _ peer: Peer
  ) {
    let again = peer.ask(contact.request, at: craft.port)
    #expect(again?.bytes == contact.accept.bytes)
    #expect(peer.receive()?.bytes == contact.proof)
    #expect(
      peer.ask(contact.binding, at: craft.port)?.bytes == contact.proof)
  }

  private static func change(
    _ craft: Craft, _ old: String, to new: String
  ) throws {
    let text = craft.text("obc.yaml")
    try #require(text.contains(old))
    try craft.write(
      text.replacingOccurrences(of: old, with: new), to: "obc.yaml")
  }

  @Test func atAnotherPrice() throws {
    let craft = try Craft(
      commands: Craft.command(["/bin/cat"], ", amount_sats: 7"))
    try craft.start()
    let peer = Peer()
    let unbound = try craft.request("UNBOUND")
    let accept = try #require(peer.ask(unbound, at: craft.port))
    let proven = try Self.contact(craft, peer, "PROVEN")
    // Seconds later, by another signature: still the same.
    usleep(1_100_000)
    #expect(peer.ask(unbound, at: craft.port)?.bytes == accept.bytes)
    Self.expectSame(proven, craft, peer)
    try Self.change(craft, "amount_sats: 7", to: "amount_sats: 9")
    // The second start reads what the first one has written anew.
    for _ in 0..<2 {
      craft.cutPower()
      try craft.start()
      #expect(peer.ask(unbound, at: craft.port)?.bytes == accept.bytes)
      Self.expectSame(proven, craft, peer)
      let fresh = try #require(
        peer.ask(try craft.request("FRESH"), at: craft.port))
      #expect(fresh[8].last == 9 && accept[8].last == 7)
    }
  }

  @Test func forACapabilityThatIsGone() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    let unbound = try craft.request("UNBOUND")
    let accept = try #require(peer.ask(unbound, at: craft.port))
    let proven = try Self.contact(craft, peer, "PROVEN")
    craft.cutPower()
    try Self.change(craft, Craft.capability, to: "cmd:imaging:other")
    try craft.start()
    #expect(peer.ask(unbound, at: craft.port)?.bytes == accept.bytes)
    Self.expectSame(proven, craft, peer)
    let denied = try #require(
      peer.ask(try craft.request("FRESH"), at: craft.port))
    #expect(denied.isReject)
    #expect(craft.stop() == 0)
    let last = try #require(craft.events("housekeeping").last)
    #expect(last.integer("granted_count") == 0)
  }

  @Test func whileTheTaskTableIsFull() throws {
    let craft = try Craft(
      commands: Craft.command(["/bin/sleep", "20"]),
      settings:
        "limits: {running_task_count_max: 1, waiting_task_count_max: 2}")
    try craft.start()
    let peer = Peer()
    var accepted: [(request: [UInt8], accept: [UInt8])] = []
    for name in ["RUNS", "WAITS"] {
      let request = try craft.request(name)
      let accept = try #require(peer.ask(request, at: craft.port))
      peer.send(try craft.binding(request, accept), to: craft.port)
      accepted.append((request, accept.bytes))
    }
    #expect(
      craft.awaitEvent("binding") { $0.string("task") == "queued" } != nil)
    let fresh = try craft.request("NO-ROOM")
    peer.send(fresh, to: craft.port)
    #expect(peer.receive(seconds: 0.5) == nil)
    for (request, accept) in accepted {
      #expect(peer.ask(request, at: craft.port)?.bytes == accept)
    }
    // The token that found no room is good once there is some.
    craft.cutPower()
    try craft.start()
    #expect(peer.ask(fresh, at: craft.port)?.isAccept == true)
  }

  /// Another store knows nothing of it; the task file does.
  @Test func overAStoreThatHasNoMarkNothingRunsAgain() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let unbound = try craft.request("UNBOUND")
    let accept = try #require(peer.ask(unbound, at: craft.port))
    let proven = try Self.contact(craft, peer, "PROVEN")
    craft.cutPower()
    try FileManager.default.removeItem(atPath: craft.path("store"))
    try craft.start()
    #expect(peer.ask(unbound, at: craft.port)?.bytes == accept.bytes)
    Self.expectSame(proven, craft, peer)
    peer.send(try craft.binding(unbound, accept), to: craft.port)
    let bound = craft.awaitEvent("binding") { $0.string("task") == "lost" }
    #expect(bound != nil)
    #expect(craft.runs == ["PROVEN"])
    #expect(craft.log.contains("has no mark in the store"))
  }

  /// A cut between mark and note: no answer has left, so one is made, once.
  @Test func anAnswerThatWasNeverKeptIsMadeOnce() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    let request = try craft.request("A")
    #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    craft.cutPower()
    try FileManager.default.removeItem(atPath: craft.path("store.tasks"))
    try craft.start()
    #expect(craft.log.contains("no tasks here"))
    #expect(craft.events("task_lost").isEmpty)
    let accept = try #require(peer.ask(request, at: craft.port))
    #expect(accept.isAccept)
    // What became of it nobody noted: told when it is asked for, once.
    let lost = try #require(craft.awaitEvent("task_lost"))
    #expect(lost.string("task_id") == "A")
    #expect(lost.string("token_id")?.count == 32)
    #expect(lost.string("reason") == "not_noted")
    #expect(peer.ask(request, at: craft.port)?.bytes == accept.bytes)
    craft.cutPower()
    usleep(1_100_000)
    try craft.start()
    #expect(peer.ask(request, at: craft.port)?.bytes == accept.bytes)
    #expect(craft.stop() == 0)
    #expect(craft.events("task_lost").isEmpty)
  }

  @Test func aTaskFileOfTheFirstVersionIsReadAndToldOf() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    let proven = try Self.contact(craft, peer, "PROVEN")
    let unbound = try craft.request("UNBOUND")
    #expect(peer.ask(unbound, at: craft.port)?.isAccept == true)
    craft.cutPower()
    let lines = craft.text("store.tasks").split(separator: "\n").filter {
      !$0.hasPrefix("tasks ") && !$0.hasPrefix("accepted ")
    }
    try craft.write(lines.joined(separator: "\n") + "\n", to: "store.tasks")
    try craft.start()
    #expect(craft.log.contains("of version 1"))
    #expect(craft.awaitEvent("task_lost")?.string("task_id") == "UNBOUND")
    #expect(
      peer.ask(proven.binding, at: craft.port)?.bytes == proven.proof)
    let accept = try #require(peer.ask(unbound, at: craft.port))
    #expect(accept.isAccept)
    craft.cutPower()
    #expect(craft.events("task_lost").count == 1)
    // From then on it is of this version.
    try craft.start()
    #expect(!craft.log.contains("of version 1"))
    #expect(peer.ask(unbound, at: craft.port)?.bytes == accept.bytes)
  }

  @Test func aTaskFileOfALaterVersionIsRefused() throws {
    let craft = try Craft()
    // Its first line as this version would write it, with its check.
    let head = "tasks 3 43c729b22297ed80\n"
    try craft.write(head, to: "store.tasks")
    try craft.start(awaits: false)
    #expect(craft.awaitEnd() == 74)
    #expect(craft.log.contains("found version 3"), "\(craft.log)")
    #expect(craft.text("store.tasks") == head)
  }

  @Test func noLiveAcceptMakesRoom() {
    var accepts = KeptAccepts(entryCapacity: 100)
    func name(_ number: Int) -> PaymentHash {
      PaymentHash(
        [UInt8](repeating: 0, count: 30)
          + [UInt8(number >> 8), UInt8(number & 0xff)])
    }
    func keep(_ number: Int, expiresAtSeconds: UInt64) {
      accepts.keep(
        KeptAccept([], of: name(number), expiresAtSeconds: expiresAtSeconds),
        of: name(number))
    }
    var count = 0
    // What expires first comes last.
    while accepts.hasRoom(at: 1_000), count < 1_000 {
      keep(count, expiresAtSeconds: UInt64(2_000 - count))
      count += 1
    }
    #expect(count == 126)
    #expect((0..<126).allSatisfy { accepts[name($0)] != nil })
    // In its last second a token is as good as before.
    var hasRoom = accepts.hasRoom(at: 1_875)
    #expect(!hasRoom)
    hasRoom = accepts.hasRoom(at: 1_876)
    #expect(hasRoom)
    #expect(accepts[name(125)] == nil && accepts.count == 125)
    keep(126, expiresAtSeconds: 5_000)
    hasRoom = accepts.hasRoom(at: 1_876)
    #expect(!hasRoom)
    hasRoom = accepts.hasRoom(at: 2_001)
    #expect(hasRoom)
    #expect(accepts.count == 1 && accepts[name(126)] != nil)
  }

  /// A new store knows nothing of the live accepts that the file has: none of
  /// them goes, and what has no room is not accepted.
  @Test func overAnotherStoreNoLiveAcceptIsForgotten() throws {
    let craft = try Craft(
      settings: "housekeeping_seconds: 1", replayCapacity: 16)
    try craft.start()
    let peer = Peer()
    var kept: [(request: [UInt8], accept: [UInt8])] = []
    for life in 0..<2 {
      for number in 0..<16 {
        let request = try craft.request("T\(life)-\(number)")
        peer.send(request, to: craft.port)
        guard let reply = peer.receive(seconds: 0.3) else { continue }
        #expect(reply.isAccept)
        kept.append((request, reply.bytes))
      }
      guard life == 0 else { continue }
      craft.cutPower()
      try FileManager.default.removeItem(atPath: craft.path("store"))
      try craft.start()
    }
    #expect(kept.count == 21)
    let told = craft.awaitEvent("housekeeping") {
      $0.integer("unkept_count") == 11
    }
    #expect(told?.integer("kept_accept_count") == 21)
    // As many as the new store has room for beside the five.
    for (request, accept) in kept[..<11] + kept[16...] {
      #expect(peer.ask(request, at: craft.port)?.bytes == accept)
    }
    craft.cutPower()
    try craft.start()
    #expect(craft.events("boot").first?.integer("kept_accept_count") == 21)
    #expect(
      peer.ask(kept[20].request, at: craft.port)?.bytes == kept[20].accept)
  }
}
