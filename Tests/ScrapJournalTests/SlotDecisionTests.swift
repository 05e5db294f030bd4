// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapJournal

private let states: [SlotState] = [.good, .bad, .blank, .lost]
private let positions: [SlotPosition] = [.inside, .void, .tail]

@Test func everyCombinationMatchesExactlyOneRow() {
  for a in states {
    for b in states {
      for position in positions {
        var count = 0
        for index in 0..<SlotDecision.rows.count
        where SlotDecision.rows[index].matches(a, b, position) {
          count += 1
        }
        #expect(count == 1, "\(a) \(b) \(position)")
      }
    }
  }
}

@Test func oneWholeCopyIsUsed() {
  for other in states {
    for position in positions {
      #expect(SlotDecision.decide(.good, other, position) == .used)
      #expect(SlotDecision.decide(other, .good, position) == .used)
    }
  }
}

@Test func withoutAWholeCopyPositionDecides() {
  let damaged = [SlotState.bad, .blank, .lost]
  for a in damaged {
    for b in damaged {
      #expect(SlotDecision.decide(a, b, .inside) == .loss)
      #expect(SlotDecision.decide(a, b, .void) == .neverAnswered)
    }
  }
  #expect(SlotDecision.decide(.bad, .blank, .tail) == .neverAnswered)
  #expect(SlotDecision.decide(.blank, .blank, .tail) == .free)
  #expect(SlotDecision.decide(.blank, .lost, .tail) == .free)
  #expect(SlotDecision.decide(.lost, .blank, .tail) == .free)
  for (a, b) in [
    (SlotState.bad, SlotState.bad), (.bad, .lost), (.blank, .bad),
    (.lost, .bad), (.lost, .lost),
  ] {
    #expect(SlotDecision.decide(a, b, .tail) == .loss)
  }
}
