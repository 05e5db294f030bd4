// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport
import Testing

/// Service among junk, forgeries and invented addresses.
@Suite(.serialized) struct FloodTests {
  /// `SCRAP_OBC_JUNK` says how many.
  private static let junkCount = Count.of("SCRAP_OBC_JUNK", usually: 20_000)
  /// Sends from a thread of its own; the memory is the thread's.
  private final class Sender: Sendable {
    private let isDone = Atomic(false)

    init(_ body: @escaping @Sendable () -> Void) {
      Thread.detachNewThread { [self] in
        body()
        isDone.store(true, ordering: .releasing)
      }
    }

    var isOver: Bool { isDone.load(ordering: .acquiring) }
  }

  @Test func serviceGoesOnAmongJunk() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    // Junk made of good messages must not be good by accident.
    let old = try craft.request("SAMPLE", taskType: "cmd:imaging:none")
    let (port, count, random) = (
      craft.port, Self.junkCount, TestSeed.generator()
    )
    let sender = Sender {
      var junk = Junk(of: [old], random)
      let peer = Peer(host: "127.0.0.2")
      for number in 0..<count { peer.send(junk.next(number), to: port) }
    }
    let process = try #require(craft.process?.processIdentifier)
    var latencies: [Double] = []
    let peer = Peer()
    while !sender.isOver || latencies.count < 5 {
      let request = try craft.request("T\(latencies.count)")
      let start = Date()
      let reply = Self.insist(request, peer, craft.port)
      latencies.append(Date().timeIntervalSince(start))
      #expect(reply?.isAccept == true)
      if latencies.count >= 1_500 { break }
      usleep(20_000)
    }
    while !sender.isOver { usleep(1_000) }
    let spent = Self.processorSeconds(process)
    #expect(craft.process?.isRunning == true)
    let request = try craft.request("AFTER")
    let accept = try #require(Self.insist(request, peer, craft.port))
    peer.send(try craft.binding(request, accept), to: craft.port)
    #expect(craft.awaitEvent("proof") != nil)
    #expect(craft.stop() == 0)
    let last = try #require(craft.events("housekeeping").last)
    let taken = last.integer("datagram_count") ?? 0
    #expect(last.integer("granted_count") == latencies.count + 1)
    #expect(craft.runs == ["AFTER"])
    latencies.sort()
    // A timing: held against §14.7 where the trial was asked for, at length,
    // and not in each test run beside whatever else a machine does.
    if Count.isGiven("SCRAP_OBC_JUNK") {
      #expect(latencies[latencies.count / 2] <= 0.1, "the median")
      #expect(latencies[latencies.count * 99 / 100] <= 0.1, "99 in 100")
    }
    print(
      "junk: \(count) sent, \(taken) taken, "
        + "\(last.integer("kernel_dropped_count") ?? 0) dropped by the kernel, "
        + "\(last.integer("suppressed_event_count") ?? 0) events left out, "
        + String(
          format: "%.1f", spent * 1_000_000 / Double(max(taken, 1)))
        + " microseconds of processor each; "
        + "\(latencies.count) valid requests answered, milliseconds: median "
        + Self.milliseconds(latencies[latencies.count / 2]) + ", 99 % "
        + Self.milliseconds(latencies[latencies.count * 99 / 100])
        + ", most " + Self.milliseconds(latencies[latencies.count - 1]))
  }

  /// Sends again every 25 ms, as a commander in a hurry does.
  private static func insist(
    _ request: [UInt8], _ peer: Peer, _ port: UInt16
  ) -> Reply? {
    for _ in 0..<400 {
      peer.send(request, to: port)
      while let reply = peer.receive(seconds: 0.025) {
        let isMeant = reply[0] == Array(taskID(request).utf8)
        if isMeant { return reply }
      }
    }
    return nil
  }

  private static func taskID(_ request: [UInt8]) -> String {
    String(decoding: Reply(request)[0], as: UTF8.self)
  }

  private static func milliseconds(_ seconds: Double) -> String {
    String(format: "%.1f", seconds * 1_000)
  }

  /// Good tokens, wrong signatures, from a hundred addresses that nobody
  /// knows: they use up the strangers' share and nobody else's.
  @Test func forgersDoNotStarveWhoIsKnown() throws {
    let craft = try Craft(
      commands: Craft.logging,
      settings: "limits: {stranger_signatures_per_second: 20}")
    try craft.start()
    let peer = Peer()
    let first = try craft.request("FIRST")
    #expect(peer.ask(first, at: craft.port)?.isAccept == true)
    var forged = try craft.request("FORGED")
    forged[forged.count - 1] ^= 1
    let (port, message) = (craft.port, forged)
    let sender = Sender {
      let forgers = (1...100).map { Peer(host: "127.0.1.\($0)") }
      for number in 0..<4_000 {
        forgers[number % 100].send(message, to: port)
        if number % 20 == 0 { usleep(5_000) }
      }
    }
    // No second try: a known peer's datagram is not dropped.
    var count = 0
    while !sender.isOver, count < 60 {
      count += 1
      peer.send(try craft.request("K\(count)"), to: craft.port)
      #expect(peer.receive()?.isAccept == true, "request \(count)")
      usleep(5_000)
    }
    while !sender.isOver { usleep(1_000) }
    #expect(craft.stop() == 0)
    let last = try #require(craft.events("housekeeping").last)
    #expect((last.integer("strangers_limited_count") ?? 0) > 1_000)
    #expect(last.integer("peer_limited_count") == 0)
    #expect(last.integer("granted_count") == count + 1)
  }

  @Test func onePeerHasNoMoreThanItsShare() throws {
    let craft = try Craft(
      commands: Craft.logging,
      settings: "limits: {peer_signatures_per_second: 5}")
    try craft.start()
    let peer = Peer()
    let request = try craft.request("AGAIN")
    for _ in 0..<50 { peer.send(request, to: craft.port) }
    var count = 0
    while peer.receive(seconds: 0.3) != nil { count += 1 }
    // Five at once as a stranger, five more once it is known, and what a slow
    // machine lets grow back.
    #expect((1...30).contains(count))
    // Another one has its own.
    let other = Peer(host: "127.0.0.9")
    other.send(try craft.request("OTHER"), to: craft.port)
    #expect(other.receive()?.isAccept == true)
    #expect(craft.stop() == 0)
    let last = try #require(craft.events("housekeeping").last)
    #expect((last.integer("peer_limited_count") ?? 0) >= 20)
  }

  /// Junk, and what somebody has heard and sends again: each could be a
  /// telemetry packet for a small datagram.
  @Test func whatLeadsToNothingNewIsToldSeldom() throws {
    let craft = try Craft(
      settings: """
        limits: {refusal_events_per_second: 5,
          peer_signatures_per_second: 100000}
        """)
    let station = Peer(host: "127.0.3.1")
    try craft.start(["--telemetry", "127.0.3.1:\(station.port)"])
    let start = Date()
    let peer = Peer()
    let request = try craft.request("A")
    let accept = try #require(peer.ask(request, at: craft.port))
    let binding = try craft.binding(request, accept)
    #expect(peer.ask(binding, at: craft.port)?.isProof == true)
    var forged = binding
    forged[forged.count - 1] ^= 1
    let other = try craft.request("B", token: Reply(request)[4])
    let kinds = [request, binding, forged, other, [0x2a], [0x77, 0]]
    for message in kinds {
      for _ in 0..<60 {
        peer.send(message, to: craft.port)
        usleep(1_000)
      }
    }
    #expect(craft.stop() == 0)
    let most = 5 * (2 + Int(Date().timeIntervalSince(start)))
    let last = try #require(craft.events("housekeeping").last)
    let taken = try #require(last.integer("datagram_count"))
    let told = craft.allEvents.count {
      ["request", "binding", "ignored", "operator_refused"].contains($0.name)
    }
    #expect((2...2 + most).contains(told), "\(told) events")
    var records = 0
    // Kinds 2 and 3: verdict and message.
    while let record = station.receive(seconds: 0.1) {
      if [2, 3].contains(record.type) { records += 1 }
    }
    #expect(records == told)
    #expect(last.integer("suppressed_event_count") == taken - told)
  }

  /// What a process has used of processors.
  private static func processorSeconds(_ process: Int32) -> Double {
    let text =
      (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))
      ?? ""
    // Fields 14 and 15, behind the name in parentheses.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }
    return ticks.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
