// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapNMEA
import Testing

@Suite struct NMEATimeTests {
  @Test func anRMCTellsTheTimeWithItsBoundAndWhenItCame() {
    let reading = Listener.reading(Sentences.rmc(time: "120000.25"))
    #expect(
      reading
        == ClockReading(
          unixSeconds: Sentences.noonSeconds, nanoseconds: 250_000_000,
          errorNanoseconds: 1_100_000_000,
          takenAtNanoseconds: 1_000_000_000_000))
  }

  /// Examples that are printed everywhere: their checksums are not ours, and
  /// their year is 1994.
  @Test func sentencesOfTheTextbooksPassTheChecksumAndAreTooOld() {
    let known = [
      "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A",
      "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6a",
      "$GPRMC,220516,A,5133.82,N,00042.24,W,173.8,231.8,130694,004.2,W*70",
    ]
    for line in known {
      let bytes = Array("\(line)\r\n".utf8)
      #expect(Listener.problem(bytes) == .yearImplausible)
    }
  }

  @Test func anyTalkerIsTakenButNoMakersOwnSentence() {
    for talker in ["GP", "GN", "GL", "GA", "GB", "BD", "GQ", "GI", "II"] {
      let reading = Listener.reading(Sentences.rmc(talker: talker))
      #expect(reading.unixSeconds == Sentences.noonSeconds, "\(talker)")
    }
    var listener = Listener()
    for talker in ["PX", "P", "PUBX", "G", "", "GPS"] {
      let reading = listener.hear(Sentences.rmc(talker: talker))
      #expect(reading.health == .noFix, "\(talker)")
    }
    #expect(listener.receiver.statistics.otherCount == 6)
  }

  @Test func onlyModesThatMeanAFixAreTaken() {
    for byte in UInt8(0x20)...0x7e where !"$*,\\".utf8.contains(byte) {
      let mode = String(UnicodeScalar(byte))
      let reading = Listener.reading(Sentences.rmc(mode: mode))
      let isFix = "ADRFP".contains(mode)
      #expect(reading.health == (isFix ? .good : .noFix), "\(mode)")
    }
    #expect(Listener.problem(Sentences.rmc(mode: "")) == .modeWithoutFix)
    #expect(Listener.problem(Sentences.rmc(mode: "AA")) == .modeWithoutFix)
  }

  @Test func aReceiverWithoutAFixHasNoTime() {
    #expect(Listener.reading(Sentences.rmc(status: "V")).health == .noFix)
    let empty = Sentences.framed("GPRMC,,V,,,,,,,,,,N")
    #expect(Listener.reading(empty).health == .noFix)
    #expect(Listener.problem(empty) == .noFix)
    #expect(Listener.problem(Sentences.rmc(status: "B")) == .fieldMalformed)
    #expect(Listener.problem(Sentences.rmc(status: "")) == .fieldMissing)
  }

  @Test func aLostFixTakesTheTimeAway() {
    var listener = Listener()
    #expect(listener.hear(Sentences.rmc()).health == .good)
    let lost = listener.hear(Sentences.rmc(status: "V"), atSeconds: 1_001)
    #expect(lost.health == .noFix)
  }

  @Test func twoDigitsOfAYearMean2000To2079() {
    for year in 0...99 {
      let digits = year < 10 ? "0\(year)" : "\(year)"
      let bytes = Sentences.rmc(date: "0101\(digits)")
      let expected = CivilTime(year: 2000 + Int32(year), month: 1, day: 1)
      if year < 80 {
        let noon = expected.unixSeconds.map { $0 + 43_200 }
        #expect(Listener.reading(bytes).unixSeconds == noon)
      } else {
        #expect(Listener.reading(bytes).health == .faulty)
        #expect(Listener.problem(bytes) == .yearImplausible)
      }
    }
    #expect(Listener.problem(Sentences.zda(year: "1999")) == .yearImplausible)
  }

  @Test func decimalsAreReadToTheNanosecond() {
    let cases: [(String, UInt32?)] = [
      ("120000", 0), ("120000.", 0), ("120000.5", 500_000_000),
      ("120000.123456789", 123_456_789), ("120000.999999999", 999_999_999),
      ("120000.000000001", 1), ("120000.1234567890", nil), ("120000,5", nil),
      ("12000", nil), ("12000a", nil), ("120000:5", nil), ("120000.5a", nil),
      ("-20000", nil), ("240000", nil), ("126000", nil), ("120061", nil),
    ]
    for (time, nanoseconds) in cases {
      let reading = Listener.reading(Sentences.rmc(time: time))
      if let nanoseconds {
        #expect(reading.health == .good, "\(time)")
        #expect(reading.nanoseconds == nanoseconds, "\(time)")
      } else {
        #expect(reading.health == .faulty, "\(time)")
      }
    }
  }

  @Test func aLeapSecondWidensTheBoundByOneSecond() {
    let leap = Listener.reading(
      Sentences.rmc(time: "235960.00", date: "311216"))
    #expect(leap.health == .good)
    #expect(leap.unixSeconds == 1_483_228_800)
    #expect(leap.errorNanoseconds == 2_100_000_000)
    let wrong = Sentences.rmc(time: "125960.00", date: "311216")
    #expect(Listener.problem(wrong) == .fieldMalformed)
  }

  @Test func datesThatNoCalendarHasAreFaulty() {
    let bad = [
      "000126", "320126", "290226", "310426", "010026", "011326", "1111", "",
      "2111a6", "211126 ", "21112026",
    ]
    for date in bad {
      let reading = Listener.reading(Sentences.rmc(date: date))
      #expect(reading.health == .faulty, "\(date)")
    }
    #expect(Listener.problem(Sentences.rmc(date: "")) == .fieldMissing)
    #expect(Listener.problem(Sentences.rmc(time: "")) == .fieldMissing)
  }

  @Test func anRMCCutToFewerFieldsIsFaultyAndALongerOneIsRead() {
    let full = "GPRMC,120000.00,A,4807.038,N,01131.000,E,0.4,084.4,211126,3.1,W"
    let fields = full.split(separator: ",", omittingEmptySubsequences: false)
    for count in 1..<fields.count {
      let bytes = Sentences.framed(
        fields.prefix(count).joined(separator: ","))
      #expect(Listener.reading(bytes).health == .faulty, "\(count)")
      #expect(Listener.problem(bytes) == .fieldMissing, "\(count)")
    }
    for tail in ["", ",A", ",A,V", ",A,S,later"] {
      let reading = Listener.reading(Sentences.framed(full + tail))
      #expect(reading.unixSeconds == Sentences.noonSeconds, "\(tail)")
    }
  }
}
