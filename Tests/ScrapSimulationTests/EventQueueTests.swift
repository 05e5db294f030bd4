// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapSimulation

@Suite struct EventQueueTests {
  @Test func eventsComeByTimeAndThenInTheOrderOfAdding() {
    var random = TestSeed.generator()
    var queue = EventQueue<Int>()
    var expected: [(at: UInt64, number: Int)] = []
    for number in 0..<2_000 {
      let at = UInt64(random.below(100))
      queue.add(number, at: at)
      expected.append((at, number))
    }
    expected.sort { ($0.at, $0.number) < ($1.at, $1.number) }
    for entry in expected {
      let next = queue.next()
      #expect(next?.at == entry.at && next?.event == entry.number)
    }
    #expect(queue.next() == nil)
    #expect(queue.count == 0)
  }
}
