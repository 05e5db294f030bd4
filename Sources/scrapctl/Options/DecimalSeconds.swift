// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Seconds, with up to nine decimals.
struct DecimalSeconds: ExpressibleByArgument {
  let nanoseconds: UInt64

  private static let perSecond: UInt64 = 1_000_000_000

  init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Fails for anything but digits with at most one point between them, and
  /// above 584 years.
  init?(argument: String) {
    let parts = argument.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : "0"
    guard (1...9).contains(fraction.utf8.count),
      let whole = Self.digits(parts[0]),
      let rest = Self.digits(
        fraction + String(repeating: "0", count: 9 - fraction.utf8.count))
    else { return nil }
    let (product, isTooBig) = whole.multipliedReportingOverflow(
      by: Self.perSecond)
    let (sum, overflows) = product.addingReportingOverflow(rest)
    guard !isTooBig, !overflows else { return nil }
    nanoseconds = sum
  }

  private static func digits(_ text: some StringProtocol) -> UInt64? {
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isPlain ? UInt64(text) : nil
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
