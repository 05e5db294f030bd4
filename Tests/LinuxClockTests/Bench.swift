// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxClock
import ScrapClock
import ScrapNMEA
import Testing

/// A counter that moves only when told, and patience.
enum Bench {
  /// Half past twelve on 2026-11-21.
  static let sentence = framed("GPRMC,123000.00,A,,,,,,,211126,,,A")
  static let sentenceSeconds: Int64 = 1_795_264_200

  /// Leap seconds are believed at once.
  static let policy = NMEAPolicy(leapSecondsSettleNanoseconds: 0)

  static func framed(_ body: String) -> [UInt8] {
    let sum = body.utf8.reduce(0, ^)
    let digits = String(sum, radix: 16, uppercase: true)
    return Array("$\(body)*\(sum < 16 ? "0" : "")\(digits)\r\n".utf8)
  }

  /// Reads at one time of the counter until a reading is as wished, for what
  /// one side of a line writes takes a moment to the other; two seconds at
  /// most.
  static func read(
    _ source: inout NMEASource, atMilliseconds milliseconds: UInt64,
    until isRight: (ClockReading) -> Bool
  ) -> ClockReading {
    var reading = ClockReading.absent
    for _ in 0..<2_000 {
      reading = source.read(nowNanoseconds: milliseconds * 1_000_000)
      if isRight(reading) { break }
      usleep(1_000)
    }
    return reading
  }
}

extension NMEASource {
  /// Reads once.
  mutating func read(atMilliseconds milliseconds: UInt64) -> ClockReading {
    read(nowNanoseconds: milliseconds * 1_000_000)
  }
}
