// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapVerifier

/// An interval that the true time lies in: nanoseconds of Unix time, both ends
/// included.
///
/// Signed 64 bits reach to 2262; nothing beyond the format's end in 2106 gets
/// in (E-57).
public struct ClockInterval: Equatable, Sendable, BitwiseCopyable {
  /// The earliest that it may be.
  public let loNanoseconds: Int64
  /// The latest that it may be.
  public let hiNanoseconds: Int64

  init(loNanoseconds: Int64, hiNanoseconds: Int64) {
    precondition(loNanoseconds <= hiNanoseconds, "lo is not above hi")
    self.loNanoseconds = loNanoseconds
    self.hiNanoseconds = hiNanoseconds
  }

  init(center: Int64, error: Int64) {
    self.init(loNanoseconds: center - error, hiNanoseconds: center + error)
  }

  /// How far apart the ends are.
  public var widthNanoseconds: Int64 { hiNanoseconds - loNanoseconds }

  func overlaps(_ other: ClockInterval) -> Bool {
    loNanoseconds <= other.hiNanoseconds
      && other.loNanoseconds <= hiNanoseconds
  }

  /// What both hold; nil if there is nothing.
  func intersection(_ other: ClockInterval) -> ClockInterval? {
    guard overlaps(other) else { return nil }
    return ClockInterval(
      loNanoseconds: max(loNanoseconds, other.loNanoseconds),
      hiNanoseconds: min(hiNanoseconds, other.hiNanoseconds))
  }

  /// The least interval that holds both.
  func hull(_ other: ClockInterval) -> ClockInterval {
    ClockInterval(
      loNanoseconds: min(loNanoseconds, other.loNanoseconds),
      hiNanoseconds: max(hiNanoseconds, other.hiNanoseconds))
  }

  /// The part at or above a time that has already been; nil if there is none.
  func raised(to floorNanoseconds: Int64) -> ClockInterval? {
    guard hiNanoseconds >= floorNanoseconds else { return nil }
    return ClockInterval(
      loNanoseconds: max(loNanoseconds, floorNanoseconds),
      hiNanoseconds: hiNanoseconds)
  }

  /// The interval after so much time on a counter that may err by so much.
  func moved(by elapsed: Int64, drift: Int64) -> ClockInterval {
    ClockInterval(
      loNanoseconds: loNanoseconds + elapsed - drift,
      hiNanoseconds: hiNanoseconds + elapsed + drift)
  }

  /// In whole seconds, rounded outwards.
  public var trustedTime: TrustedTime? {
    guard loNanoseconds >= 0 else { return nil }
    let lo = UInt64(bitPattern: loNanoseconds) / Nanoseconds.perSecond
    let hi = UInt64(bitPattern: hiNanoseconds) / Nanoseconds.perSecond
    let isWhole =
      hi &* Nanoseconds.perSecond == UInt64(bitPattern: hiNanoseconds)
    return TrustedTime(loSeconds: lo, hiSeconds: isWhole ? hi : hi + 1)
  }
}
