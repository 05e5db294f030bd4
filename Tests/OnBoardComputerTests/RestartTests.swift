// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import Testing

/// What is left after a power cut, and what comes before the first request.
@Suite(.serialized) struct RestartTests {
  @Test func aProofIsSentAgainAfterAPowerCut() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("PROVEN")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    let proof = try #require(peer.ask(binding, at: craft.port))
    craft.cutPower()
    try craft.start()
    // The very same binding, though the satellite has forgotten the task.
    #expect(peer.ask(binding, at: craft.port)?.bytes == proof.bytes)
    let bound = try #require(craft.awaitEvent("binding"))
    #expect(bound.string("verdict") == "accept")
    #expect(bound.string("task") == "done")
    #expect(bound.string("token_id")?.count == 32)
    let again = try #require(peer.ask(request, at: craft.port))
    #expect(again.isAccept && again[6] == accept[6])
    #expect(peer.receive()?.bytes == proof.bytes)
    #expect(craft.runs == ["PROVEN"])
    #expect(craft.events("task_lost").isEmpty)
  }

  /// E-66: at most once, and it is told.
  @Test func aTaskThatWasNotRunIsBurnedByAPowerCut() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("BURNED")
    let accept = try #require(peer.ask(request, at: craft.port))
    craft.cutPower()
    try craft.start()
    let lost = try #require(craft.awaitEvent("task_lost"))
    #expect(lost.string("task_id") == "BURNED")
    #expect(lost.string("reason") == "restart")
    let again = try #require(peer.ask(request, at: craft.port))
    #expect(again.isAccept && again[6] == accept[6])
    peer.send(try craft.binding(request, accept), to: craft.port)
    let bound = try #require(craft.awaitEvent("binding"))
    #expect(bound.string("verdict") == "accept")
    #expect(bound.string("task") == "lost")
    #expect(peer.receive(seconds: 0.3) == nil)
    #expect(craft.runs.isEmpty)
    // It is told once.
    craft.cutPower()
    try craft.start()
    #expect(craft.events("task_lost").isEmpty)
  }

  @Test func aDamagedTaskFileCostsProofsAndNothingElse() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("A")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    #expect(peer.ask(binding, at: craft.port)?.isProof == true)
    craft.cutPower()
    let lines = craft.text("store.tasks")
    // One digit of the proof itself.
    let end = try #require(lines.range(of: " ", options: .backwards))
    let place = lines.index(before: end.lowerBound)
    let other = lines[place] == "0" ? "1" : "0"
    let damaged = lines.replacingCharacters(in: place...place, with: other)
    try craft.write("garbage\n" + damaged + "half a li", to: "store.tasks")
    try craft.start()
    #expect(craft.log.contains("bad lines"))
    #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    peer.send(binding, to: craft.port)
    #expect(peer.receive(seconds: 0.3) == nil)
    #expect(craft.runs == ["A"])
    let fresh = try craft.request("B")
    let accepted = try #require(peer.ask(fresh, at: craft.port))
    let bound = try craft.binding(fresh, accepted)
    #expect(peer.ask(bound, at: craft.port)?.isProof == true)
  }

  /// S2, and E-55: without a second witness only the operator helps.
  @Test func nothingIsAcceptedBeforeTheOperatorToldTheTime() throws {
    let craft = try Craft(settings: "time_wait_seconds: 0")
    try craft.write(
      craft.text("obc.yaml").replacingOccurrences(
        of: "clock: demo", with: "clock: []"), to: "obc.yaml")
    let station = Peer()
    try craft.start(["--station", "127.0.0.1:\(station.port)"])
    let peer = Peer()
    let request = try craft.request("EARLY")
    peer.send(request, to: craft.port)
    let refused = try #require(craft.awaitEvent("request"))
    #expect(refused.string("reason") == "no_secure_time")
    let challenge = try #require(station.receive())
    #expect(challenge.type == 0x20)
    let reading = try ClockReadingSigning.sign(
      challenge: challenge.bytes,
      ClockReadingDescription(
        version: 1, unixSeconds: UInt64(Craft.now), nanoseconds: 0,
        errorNanoseconds: 1_500_000_000), key: craft.operatorKey)
    station.send(reading, to: craft.port)
    #expect(craft.awaitEvent("clock_set") != nil)
    #expect(peer.ask(request, at: craft.port)?.isAccept == true)
  }

  @Test func theStartIsReportedBeforeTheSocketIsOpened() throws {
    let craft = try Craft()
    let station = Peer()
    try craft.start(["--telemetry", "127.0.0.1:\(station.port)"])
    let names = craft.text("events-1").split(separator: "\n")
      .compactMap { Event(String($0))?.name }
    #expect(names.first == "boot")
    let clock = try #require(names.firstIndex(of: "clock"))
    let listening = try #require(names.firstIndex(of: "listening"))
    #expect(clock < listening)
    let boot = try #require(craft.events("boot").first)
    #expect(boot.bool("clock_simulated") == true)
    #expect(boot.bool("created") == true)
    #expect(craft.events("clock").first?.bool("simulated") == true)
    #expect(craft.log.contains("SIMULATED"))
    // Kind 1, layout 1; the bit of simulated clocks.
    let record = try #require(station.receive()).bytes
    #expect(record[0] == 1 && record[1] == 1 && record.count == 146)
    #expect(record[14 + 19] & 0x08 != 0)
    #expect(station.receive()?.type == 4)
  }
}
