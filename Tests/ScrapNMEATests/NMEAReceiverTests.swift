// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapNMEA
import Testing

@Suite struct NMEAReceiverTests {
  @Test func aSentenceSplitAnywhereIsReadAndDatedByItsFirstByte() {
    let bytes = Sentences.rmc()
    for cut in 1..<bytes.count {
      var listener = Listener()
      let before = listener.hear(Array(bytes[..<cut]), atSeconds: 7)
      // The carriage return ends it already.
      #expect(before.health == (cut == bytes.count - 1 ? .good : .faulty))
      let after = listener.hear(Array(bytes[cut...]), atSeconds: 9)
      #expect(after.health == .good)
      #expect(after.takenAtNanoseconds == 7_000_000_000)
    }
  }

  @Test func everyWrongBitIsAWrongChecksumOrNoSentence() {
    let bytes = Sentences.rmc()
    for index in bytes.indices.dropLast(2) {
      for bit in 0..<8 {
        var wrong = bytes
        wrong[index] ^= 1 << bit
        // A digit of the checksum in lower case is the same digit.
        let isSameDigit =
          index >= bytes.count - 4 && bit == 5
          && (0x41...0x46).contains(bytes[index])
        let reading = Listener.reading(wrong)
        #expect(
          reading.health == (isSameDigit ? .good : .faulty), "\(index).\(bit)")
      }
    }
  }

  @Test func checksumsAreReadInBothCasesAndRequired() {
    let body = "GPRMC,120000,A,,,,,,,211126,,,A"
    for end in ["\r\n", "\n", "\r"] {
      for isLower in [false, true] {
        let bytes = Sentences.framed(body, isLower: isLower, end: end)
        #expect(Listener.reading(bytes).health == .good)
      }
    }
    for text in ["$\(body)\r\n", "$\(body)*\r\n", "$\(body)*5\r\n", "$\r\n"] {
      #expect(Listener.problem(Array(text.utf8)) == .checksumMissing)
    }
  }

  @Test func theLongestSentenceIsReadAndALongerOnePassedOver() {
    let start = "GPRMC,120000,A,,,,,,,211126,,,A,"
    let room = NMEAReceiver.sentenceByteCountMax - "$*00\r\n".utf8.count
    let longest = start + String(repeating: "x", count: room - start.utf8.count)
    let bytes = Sentences.framed(longest)
    #expect(bytes.count == NMEAReceiver.sentenceByteCountMax)
    #expect(Listener.reading(bytes).health == .good)

    var listener = Listener()
    let longer = Sentences.framed(longest + "x")
    #expect(listener.hear(longer).health == .faulty)
    #expect(listener.receiver.statistics.oversizedCount == 1)
    #expect(listener.receiver.statistics.garbageByteCount == 0)
    #expect(listener.receiver.statistics.lastProblem == .oversized)
    #expect(listener.hear(Sentences.rmc()).health == .good)
  }

  @Test func whatComesBetweenSentencesIsCountedAndReadPast() {
    var listener = Listener()
    let garbage: [UInt8] = [0, 0xff, 0xb5, 0x62, 0x7f]
    #expect(listener.hear(garbage + Sentences.rmc()).health == .good)
    #expect(listener.receiver.statistics.garbageByteCount == 5)
    #expect(listener.receiver.statistics.lastProblem == .garbage)
    // Cut off by the next, and by a byte that is no text.
    let half = Array(Sentences.rmc().prefix(20))
    _ = listener.hear(half + half + [0x80, 0x41] + Sentences.rmc())
    #expect(listener.receiver.statistics.interruptedCount == 2)
    #expect(listener.receiver.statistics.garbageByteCount == 6)
    #expect(listener.receiver.statistics.sentenceCount == 2)
    #expect(listener.receiver.statistics.timeCount == 2)
  }

  @Test func everythingIsCountedInItsPlace() {
    var listener = Listener()
    let lines = [
      Sentences.rmc(), Sentences.zda(), Sentences.rmc(status: "V"),
      Sentences.rmc(date: "999999"), Sentences.framed("GPGSV,3,1,11"),
      Array("$GPRMC*00\r\n".utf8), Sentences.rmc(mode: "E"),
    ]
    _ = listener.hear(lines.flatMap { $0 })
    let found = listener.receiver.statistics
    #expect(found.sentenceCount == 6)
    #expect(found.timeCount == 2)
    #expect(found.noFixCount == 2)
    #expect(found.malformedCount == 1)
    #expect(found.otherCount == 1)
    #expect(found.badChecksumCount == 1)
    #expect(found.disagreementCount == 0)
    #expect(found.lastProblem == .modeWithoutFix)
  }

  @Test func silenceIsAbsenceAndGarbageAloneIsAFault() {
    var listener = Listener()
    #expect(listener.read(atSeconds: 1_000).health == .absent)
    #expect(listener.hear([0xff]).health == .faulty)
    #expect(listener.hear(Sentences.rmc()).health == .good)
    #expect(listener.read(atSeconds: 1_005).health == .good)
    #expect(listener.read(atSeconds: 1_006).health == .absent)
    // What still comes is no sentence any more.
    #expect(listener.hear([0xff], atSeconds: 1_005).health == .good)
    #expect(listener.hear([0xff], atSeconds: 1_006).health == .faulty)
  }

  @Test func otherSentencesAloneAreNoFix() {
    var listener = Listener()
    let other = Sentences.framed("GPGGA,120000,,,,,0,00,,,M,,M,,")
    #expect(listener.hear(other).health == .noFix)
    #expect(listener.hear(Sentences.rmc()).health == .good)
    for seconds in UInt64(1_001)...1_005 {
      #expect(listener.hear(other, atSeconds: seconds).health == .good)
    }
    #expect(listener.hear(other, atSeconds: 1_006).health == .noFix)
  }

  @Test func bytesThatWaitedWidenTheBound() {
    var listener = Listener()
    let late = listener.hear(Sentences.rmc(), waitedSeconds: 30)
    #expect(late.errorNanoseconds == 31_100_000_000)
    // Half a sentence keeps the wait of its beginning.
    let bytes = Sentences.rmc()
    _ = listener.hear(
      Array(bytes[..<9]), atSeconds: 1_001, waitedSeconds: 2)
    let split = listener.hear(Array(bytes[9...]), atSeconds: 1_002)
    #expect(split.errorNanoseconds == 3_100_000_000)
    #expect(split.takenAtNanoseconds == 1_001_000_000_000)
  }

  @Test func aCounterThatGoesBackOrLeapsTrapsNothing() {
    var receiver = NMEAReceiver()
    let bytes = Sentences.rmc() + Sentences.zda()
    for now: UInt64 in [.max, 0, .max / 2, .max / 2 + 1, 1, .max] {
      for waited: UInt64 in [0, .max, .max / 2 + 1, 1] {
        receiver.feed(
          bytes.span, nowNanoseconds: now, waitedNanoseconds: waited)
        for asked: UInt64 in [0, now, .max] {
          let reading = receiver.reading(nowNanoseconds: asked)
          if reading.health == .good { #expect(reading.errorNanoseconds > 0) }
        }
      }
    }
  }

  @Test func problemsKeepTheirNumbersAndEachHasItsOwnName() {
    var names: Set<String> = []
    for number in UInt8(0)...UInt8.max {
      guard let problem = NMEAProblem(rawValue: number) else { continue }
      names.insert("\(problem.name)")
      #expect(
        "\(problem.meaning)".hasSuffix(".")
          || "\(problem.meaning)".hasSuffix("?"))
    }
    #expect(names.count == 12)
    #expect(NMEAProblem.garbage.rawValue == 1)
    #expect(NMEAProblem.silence.rawValue == 12)
  }
}
