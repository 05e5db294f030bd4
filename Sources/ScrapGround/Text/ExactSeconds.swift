// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// Seconds with a fraction of nanoseconds, exactly as a decimal number says:
/// a double would round instants of our time to 240 ns.
public struct ExactSeconds: Equatable, Sendable {
  /// Whole seconds, rounded down.
  public let seconds: Int64
  /// What is left, 0 to 999,999,999 nanoseconds.
  public let nanoseconds: UInt32

  static let expectation = "seconds of 64 bits with at most 9 decimals"
  private static let perSecond = Int64(Nanoseconds.perSecond)
  /// No number of seconds needs as many characters.
  private static let characterCountMax = 400

  init(seconds: Int64, nanoseconds: UInt32) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Makes an instant or a duration from nanoseconds.
  public init(nanoseconds: Int64) {
    let (quotient, rest) = nanoseconds.quotientAndRemainder(
      dividingBy: Self.perSecond)
    self.seconds = rest < 0 ? quotient - 1 : quotient
    self.nanoseconds = UInt32(rest < 0 ? rest + Self.perSecond : rest)
  }

  /// Reads a number as JSON writes it; nil if it does not fit exactly.
  public init?(_ number: String) {
    guard number.utf8.count <= Self.characterCountMax else { return nil }
    let parts = number.lowercased().split(
      separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    guard let exponent = parts.count == 2 ? Int(parts[1]) : 0,
      let mantissa = parts.first
    else { return nil }
    let isNegative = mantissa.hasPrefix("-")
    let halves = mantissa.drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = halves.first else { return nil }
    let digits = whole.utf8 + (halves.count == 2 ? Array(halves[1].utf8) : [])
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let significant = digits.drop { $0 == 0x30 }
    guard !significant.isEmpty else {
      self.init(nanoseconds: 0)
      return
    }
    // Beyond this nothing fits.
    guard exponent.magnitude <= 2 * Self.characterCountMax else { return nil }
    self.init(
      digits: digits, pointAt: whole.utf8.count + exponent,
      isNegative: isNegative)
  }

  private init?(digits: [UInt8], pointAt point: Int, isNegative: Bool) {
    func digit(_ index: Int) -> Int64 {
      digits.indices.contains(index) ? Int64(digits[index] - 0x30) : 0
    }
    var seconds: Int64 = 0
    for index in 0..<max(point, 0) {
      let (tens, isOver) = seconds.multipliedReportingOverflow(by: 10)
      let (sum, isPast) = tens.subtractingReportingOverflow(digit(index))
      guard !isOver, !isPast else { return nil }
      // Downwards, for there is one more negative number.
      seconds = sum
    }
    var fraction: Int64 = 0
    for index in point..<point + 9 { fraction = fraction * 10 + digit(index) }
    for index in digits.indices where index >= point + 9 {
      guard digit(index) == 0 else { return nil }
    }
    if isNegative {
      let (down, isOver) = seconds.subtractingReportingOverflow(
        fraction > 0 ? 1 : 0)
      guard !isOver else { return nil }
      self.seconds = down
      self.nanoseconds = UInt32(fraction > 0 ? Self.perSecond - fraction : 0)
    } else {
      guard seconds != Int64.min else { return nil }
      self.seconds = -seconds
      self.nanoseconds = UInt32(fraction)
    }
  }

  /// Everything in nanoseconds; nil if 64 bits cannot hold it.
  public var totalNanoseconds: Int64? {
    // The fraction counts upwards: begin on its side of zero.
    let isNegative = seconds < 0 && nanoseconds > 0
    let whole = isNegative ? seconds + 1 : seconds
    let rest = Int64(nanoseconds) - (isNegative ? Self.perSecond : 0)
    let (product, isOver) = whole.multipliedReportingOverflow(
      by: Self.perSecond)
    let (sum, isPast) = product.addingReportingOverflow(rest)
    return isOver || isPast ? nil : sum
  }

  /// The same without a sign, as the monotonic counter has it; nil if it is
  /// negative or 64 bits cannot hold it.
  public var counterNanoseconds: UInt64? {
    guard let whole = UInt64(exactly: seconds) else { return nil }
    let (product, isOver) = whole.multipliedReportingOverflow(
      by: UInt64(Self.perSecond))
    let (sum, isPast) = product.addingReportingOverflow(UInt64(nanoseconds))
    return isOver || isPast ? nil : sum
  }

  /// A value of the monotonic counter, with nine decimals.
  public static func text(counter nanoseconds: UInt64) -> String {
    text(
      whole: nanoseconds / UInt64(perSecond),
      fraction: nanoseconds % UInt64(perSecond), isNegative: false)
  }

  private static func text(
    whole: UInt64, fraction: UInt64, isNegative: Bool
  ) -> String {
    let digits = String(fraction)
    return (isNegative ? "-" : "") + "\(whole)."
      + String(repeating: "0", count: 9 - digits.count) + digits
  }
}

extension ExactSeconds: CustomStringConvertible {
  /// The number, with nine decimals.
  public var description: String {
    guard seconds < 0 else {
      return Self.text(
        whole: UInt64(seconds), fraction: UInt64(nanoseconds),
        isNegative: false)
    }
    let hasFraction = nanoseconds > 0
    return Self.text(
      whole: seconds.magnitude - (hasFraction ? 1 : 0),
      fraction: hasFraction ? UInt64(Self.perSecond) - UInt64(nanoseconds) : 0,
      isNegative: true)
  }
}
