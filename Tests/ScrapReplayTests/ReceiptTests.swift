// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import Testing

// E-45: the receipt is made of what memory holds after the commit.
@Test func aMarkedSetGetsItsReceipt() throws {
  let bench = Bench()
  for set in [chain(token(1)), chain(token(2), token(3), token(4), token(5))] {
    let receipt = try bench.store.testAndMark(set)
    #expect(receipt == MarkReceipt(for: set))
  }
}

// E-45: a receipt says which tokens, in which order.
@Test func anotherSetHasAnotherReceipt() {
  let receipt = MarkReceipt(for: chain(token(1), token(2)))
  #expect(receipt == MarkReceipt(for: chain(token(1), token(2))))
  for other in [
    chain(token(1)), chain(token(2), token(1)), chain(token(1), token(3)),
    chain(token(1), token(2), token(3)),
  ] {
    #expect(receipt != MarkReceipt(for: other))
  }
}
