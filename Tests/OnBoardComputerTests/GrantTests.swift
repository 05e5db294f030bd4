// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import ScrapVerifier
import Testing

/// What is granted is noted, answered and waits for its binding (E-66).
@Suite(.serialized) struct GrantTests {
  /// How many turns of the second are tried.
  private static let turnCount = Count.of("SCRAP_OBC_TURNS", usually: 4)

  /// Requests that become admissible with the turn of a second come all the
  /// time, so that one of them is in hand just then.
  @Test func noGrantIsBurnedAtTheTurnOfASecond() throws {
    let craft = try Craft(
      settings: """
        limits: {peer_signatures_per_second: 100000,
          stranger_signatures_per_second: 100000,
          signatures_per_second: 100000}
        """)
    try craft.start()
    let skew = UInt32(craft.profile.limits.clockSkewSeconds)
    let lo = try #require(craft.events("clock").last?.integer("time_lo"))
    let first = UInt32(lo) + 2
    var all: [[UInt8]] = []
    for turn in 0..<Self.turnCount {
      let second = first + UInt32(turn)
      let requests = try (0..<32).map { number in
        try craft.request(
          "T\(turn)-\(number)",
          token: craft.token(issuedAtSeconds: second + skew),
          timestampSeconds: second)
      }
      let peer = Peer()
      let end = Date().addingTimeInterval(10)
      while peer.receive(seconds: 0) == nil, Date() < end {
        for request in requests { peer.send(request, to: craft.port) }
        // A queue of them would be judged late.
        usleep(2_000)
      }
      while peer.receive(seconds: 0.1) != nil {}
      all += requests
    }
    let peer = Peer()
    for request in all {
      #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    }
    #expect(craft.stop() == 0)
    let stopping = try #require(craft.events("stopping").first)
    #expect(stopping.integer("unbound") == all.count)
    let last = try #require(craft.events("housekeeping").last)
    #expect(last.integer("granted_count") == all.count)
  }
}
