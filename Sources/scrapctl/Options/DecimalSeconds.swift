// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// Seconds, with up to nine decimals.
struct DecimalSeconds: ExpressibleByArgument {
  let nanoseconds: UInt64

  private static let perSecond: UInt64 = 1_000_000_000

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

  var wholeSeconds: UInt64 { nanoseconds / Self.perSecond }
  var fractionNanoseconds: UInt32 { UInt32(nanoseconds % Self.perSecond) }
}

extension DecimalSeconds: CustomStringConvertible {
  /// As the help shows a default.
  var description: String {
    fractionNanoseconds == 0
      ? "\(wholeSeconds)"
      : "\(wholeSeconds)."
        + String("\(Self.perSecond + UInt64(fractionNanoseconds))".dropFirst())
  }
}
