// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapClock
import ScrapGround

/// Seconds, with up to nine decimals.
struct DecimalSeconds: ExpressibleByArgument {
  let nanoseconds: UInt64

  init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Fails for anything but digits with at most one point between them, and
  /// above 584 years.
  init?(argument: String) {
    let isPlain = argument.utf8.allSatisfy {
      (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
    }
    let fraction = argument.drop { $0 != "." }.dropFirst()
    guard isPlain, fraction.utf8.count <= 9, !argument.hasPrefix("."),
      !argument.hasSuffix("."),
      let value = ExactSeconds(argument)?.counterNanoseconds
    else { return nil }
    nanoseconds = value
  }

  var wholeSeconds: UInt64 { nanoseconds / Nanoseconds.perSecond }
  var fractionNanoseconds: UInt32 {
    UInt32(nanoseconds % Nanoseconds.perSecond)
  }
}

extension DecimalSeconds: CustomStringConvertible {
  /// As the help shows a default.
  var description: String {
    let padded = "\(Nanoseconds.perSecond + UInt64(fractionNanoseconds))"
    return fractionNanoseconds == 0
      ? "\(wholeSeconds)" : "\(wholeSeconds)." + padded.dropFirst()
  }
}
