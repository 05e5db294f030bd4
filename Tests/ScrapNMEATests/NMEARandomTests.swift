// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapNMEA
import TestSupport
import Testing

@Suite struct NMEARandomTests {
  /// A million sentences, each changed at random places, in one stream: nothing
  /// traps, and a time that is told is one that can be.
  @Test func aMillionMutatedSentencesTrapNothing() {
    var random = TestSeed.generator()
    let originals = [
      Sentences.rmc(), Sentences.zda(), Sentences.rmc(status: "V"),
      Sentences.framed("GPGSV,3,1,11,03,03,111,00,04,15,270,00,06,01,010,00"),
    ]
    var listener = Listener()
    var goodCount = 0
    for _ in 0..<TestSeed.trialCount(1_000_000) {
      var bytes = random.pick(originals)
      for _ in 0..<random.below(4) {
        let index = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[index] ^= 1 << UInt8(random.below(8))
        case 1: bytes[index] = UInt8(truncatingIfNeeded: random.next())
        case 2 where bytes.count > 1: bytes.remove(at: index)
        default: bytes.insert(random.pick(Array("$*,\r\n".utf8)), at: index)
        }
      }
      let reading = listener.hear(bytes)
      if reading.health == .good {
        goodCount += 1
        // Two wrong bits may cancel out in a checksum of one byte.
        #expect(reading.unixSeconds >= 946_684_800)
        #expect(reading.nanoseconds < 1_000_000_000)
      }
    }
    #expect(goodCount > 0)
    let found = listener.receiver.statistics
    #expect(found.badChecksumCount > 0)
    #expect(found.interruptedCount > 0)
    #expect(found.garbageByteCount > 0)
  }

  /// Fields of any content under a right checksum, which mutation seldom meets.
  @Test func sentencesOfAnyFieldsTrapNothing() {
    var random = TestSeed.generator()
    let pieces = [
      "", "A", "V", "120000", "235960.5", "999999", "211126", "311216",
      "290200", "2026", "9999", "0000", "-1", "00", "12", "31", ".", "1e9",
      "999999999999999999999", "N", "é",
    ]
    for _ in 0..<TestSeed.trialCount(100_000) {
      let fields = (0..<random.below(18)).map { _ in random.pick(pieces) }
      let kind = random.pick(["GPRMC", "GNZDA", "PRMC", "RMC", ""])
      let reading = Listener.reading(
        Sentences.framed(([kind] + fields).joined(separator: ",")))
      if reading.health == .good {
        #expect(reading.unixSeconds >= 946_684_800)
      }
    }
  }
}
