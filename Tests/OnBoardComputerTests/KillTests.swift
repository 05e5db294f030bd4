// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Kills the satellite at random moments, from before its store is open to
/// amid a program's run, and judges what commanders and programs have seen.
/// `SCRAP_OBC_KILLS` says how often.
@Suite(.serialized) struct KillTests {
  private static let killCount = Count.of("SCRAP_OBC_KILLS", usually: 20)

  @Test func nothingRunsTwiceAndNoAcceptIsForgotten() throws {
    var random = TestSeed.generator()
    let craft = try Craft(
      commands: Craft.logging,
      settings: """
        housekeeping_seconds: 1
        limits: {peer_signatures_per_second: 100000,
          stranger_signatures_per_second: 100000}
        """, replayCapacity: 16_000)
    try craft.start()
    var oracle = Oracle(craft)
    var killedServing = 0
    for round in 0..<Self.killCount {
      if round > 0 { try craft.start(awaits: false) }
      // A third dies before it serves, or as it begins to.
      let isEarly = random.below(3) == 0
      if !isEarly, craft.awaitEvent("listening") == nil {
        Issue.record("round \(round): not listening: \(craft.log)")
        return
      }
      let cutter = PowerCutter(
        craft,
        afterMicroseconds: UInt32(random.below(isEarly ? 200_000 : 300_000)))
      while !cutter.isCut {
        try oracle.contact(using: &random) { !cutter.isCut }
      }
      cutter.join()
      craft.cutPower()
      if !isEarly { killedServing += 1 }
      oracle.judgeEvents()
    }
    try craft.start()
    try oracle.judgeEnd()
    #expect(craft.stop() == 0)
    oracle.judgeEvents()
    print(
      "\(Self.killCount) kills, \(killedServing) of them amid service: "
        + oracle.summary)
    #expect(
      oracle.acceptCount > 0, "nothing was asked")
  }
}
