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
    let accept = try #require(peer.ask(request, at: craft.port))
    #expect(accept.isAccept)
    craft.cutPower()
    usleep(1_100_000)
    try craft.start()
    #expect(peer.ask(request, at: craft.port)?.bytes == accept.bytes)
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

  @Test func theAcceptsThatExpireFirstMakeRoom() {
    var accepts = KeptAccepts(countMax: 100)
    func name(_ number: Int) -> PaymentHash {
      PaymentHash(
        [UInt8](repeating: 0, count: 30)
          + [UInt8(number >> 8), UInt8(number & 0xff)])
    }
    // Half of them expire soon, and come at any time.
    for number in 0..<1_000 {
      let expiry = number.isMultiple(of: 2) ? 10_000 + number : number
      accepts.keep(
        KeptAccept([], of: name(number), expiresAtSeconds: UInt64(expiry)),
        of: name(number))
      #expect(accepts.count <= 126)
    }
    // The hundred that expire last are there whatever came between.
    for number in 800..<1_000 where number.isMultiple(of: 2) {
      #expect(accepts[name(number)] != nil, "\(number)")
    }
  }
}
