// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ScrapReplay

/// Flips one bit of a value's memory.
private func flip(_ bit: Int, of word: inout Voted<UInt64>) {
  withUnsafeMutableBytes(of: &word) { $0[bit / 8] ^= 1 << (bit % 8) }
}

@Test func anyFlippedBitOfOneCopyIsOutvoted() {
  for bit in 0..<192 {
    var word = Voted<UInt64>(0x0123_4567_89ab_cdef)
    flip(bit, of: &word)
    #expect(word.value == 0x0123_4567_89ab_cdef)
    let vote = word.settle()
    #expect(vote == .repaired)
    let again = word.settle()
    #expect(again == .unanimous)
  }
}

@Test func threeCopiesThatDifferSayNothing() {
  var word = Voted<UInt64>(7)
  flip(3, of: &word)
  flip(64 + 9, of: &word)
  #expect(word.value == nil)
  let vote = word.settle()
  #expect(vote == .undecided)
  word.set(9)
  #expect(word.value == 9)
}
