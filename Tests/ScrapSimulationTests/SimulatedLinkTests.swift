// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapSimulation

@Suite struct SimulatedLinkTests {
  private static func model(
    delay: Int = 10, jitter: Int = 0, loss: Int = 0, duplicate: Int = 0,
    reorder: Int = 0, lost: [Int] = [], lostBack: [Int] = [],
    windows: [ClosedRange<Int>]? = nil
  ) -> ScenarioLink {
    ScenarioLink(
      from: "A", to: "B", delayMilliseconds: delay,
      jitterMilliseconds: jitter, lossPermille: loss,
      duplicatePermille: duplicate, reorderPermille: reorder,
      reorderMilliseconds: 500, lost: lost, lostBack: lostBack,
      windows: windows)
  }

  @Test func asManyAreLostAsTheRateSays() {
    for (permille, range) in [
      (0, 0...0), (100, 850...1_150), (500, 4_750...5_250),
      (1_000, 10_000...10_000),
    ] {
      var link = SimulatedLink(
        Self.model(loss: permille), seed: TestSeed.seed())
      let lost = (0..<10_000).count { _ in
        link.send(at: 0, from: "A").isEmpty
      }
      #expect(range.contains(lost), "\(permille): \(lost)")
    }
  }

  @Test func asManyComeTwiceAsTheRateSays() {
    var link = SimulatedLink(Self.model(duplicate: 200), seed: TestSeed.seed())
    let doubled = (0..<10_000).count { _ in
      link.send(at: 0, from: "B").count == 2
    }
    #expect((1_800...2_200).contains(doubled))
  }

  @Test func nothingComesBeforeItsDelayNorAfterItsJitter() {
    var link = SimulatedLink(
      Self.model(delay: 10, jitter: 5, duplicate: 500), seed: TestSeed.seed())
    for now in 0..<2_000 {
      for at in link.send(at: UInt64(now) * 1_000, from: "A") {
        let way = at - UInt64(now) * 1_000
        #expect(way >= 10_000_000 && way <= 15_000_000)
      }
    }
  }

  @Test func whatIsHeldBackIsOvertaken() {
    var link = SimulatedLink(Self.model(reorder: 100), seed: TestSeed.seed())
    let arrivals = (0..<1_000).flatMap {
      link.send(at: UInt64($0) * 1_000_000, from: "A")
    }
    #expect(arrivals.count == 1_000)
    #expect(arrivals != arrivals.sorted())
    let late = zip(arrivals, 0..<1_000).count { at, number in
      at - UInt64(number) * 1_000_000 == 510_000_000
    }
    #expect((60...150).contains(late))
  }

  @Test func withoutReorderingNothingIsOvertaken() {
    var link = SimulatedLink(Self.model(), seed: TestSeed.seed())
    let arrivals = (0..<100).flatMap {
      link.send(at: UInt64($0), from: "A")
    }
    #expect(arrivals == arrivals.sorted())
  }

  @Test func theNamedMessagesAreLostInTheirDirection() {
    var link = SimulatedLink(
      Self.model(lost: [2], lostBack: [1, 3]), seed: TestSeed.seed())
    let forth = (0..<4).map { _ in link.send(at: 0, from: "A").count }
    let back = (0..<4).map { _ in link.send(at: 0, from: "B").count }
    #expect(forth == [1, 0, 1, 1])
    #expect(back == [0, 1, 0, 1])
  }

  @Test func oneDirectionDoesNotChangeTheOther() {
    let seed = TestSeed.seed()
    let model = Self.model(jitter: 50, loss: 300, duplicate: 300)
    var quiet = SimulatedLink(model, seed: seed)
    var busy = SimulatedLink(model, seed: seed)
    for _ in 0..<200 {
      _ = busy.send(at: 0, from: "B")
      #expect(quiet.send(at: 0, from: "A") == busy.send(at: 0, from: "A"))
    }
  }

  @Test func aContactHasItsFirstMomentAndNotItsLast() {
    let link = SimulatedLink(Self.model(windows: [5...9, 20...30]), seed: 1)
    let second: UInt64 = 1_000_000_000
    #expect(!link.isOpen(at: 5 * second - 1))
    #expect(link.isOpen(at: 5 * second))
    #expect(link.isOpen(at: 9 * second - 1))
    #expect(!link.isOpen(at: 9 * second))
    #expect(link.nextOpening(after: 9 * second) == 20 * second)
    #expect(link.nextOpening(after: 20 * second) == nil)
  }
}
