// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers

/// What an RMC or a ZDA told, and when.
struct NMEAFinding: Equatable, BitwiseCopyable {
  let arrival: NMEAArrival
  let told: Told

  enum Told: Equatable, BitwiseCopyable {
    case time(NMEAInstant)
    case noFix
    /// Its checksum was right and its content was not.
    case unreadable
  }

  /// How late the truth may be when the first byte is seen: what the line
  /// takes, what the buffer kept, and the second that a leap second's number is
  /// also the next one's.
  private func errorNanoseconds(
    _ instant: NMEAInstant, boundNanoseconds: Int64
  ) -> Int64 {
    let leap: UInt64 = instant.isLeapSecond ? Nanoseconds.perSecond : 0
    let sum = Elapsed.sum(
      UInt64(bitPattern: boundNanoseconds),
      Elapsed.sum(arrival.waitedNanoseconds, leap))
    return Int64(bitPattern: min(sum, UInt64(bitPattern: .max)))
  }

  /// The time that it told as a reading.
  func reading(
    of instant: NMEAInstant, boundNanoseconds: Int64, health: ClockHealth
  ) -> ClockReading {
    ClockReading(
      unixSeconds: instant.unixSeconds, nanoseconds: instant.nanoseconds,
      errorNanoseconds: errorNanoseconds(
        instant, boundNanoseconds: boundNanoseconds),
      takenAtNanoseconds: arrival.takenAtNanoseconds, health: health)
  }

  /// Whether this and an earlier finding can both be right: their instants lie
  /// as far apart as the counter says, but for what each may have been late.
  func agrees(with other: NMEAFinding, boundNanoseconds: Int64) -> Bool {
    guard case .time(let instant) = told,
      case .time(let otherInstant) = other.told
    else { return true }
    let seconds = instant.unixSeconds - otherInstant.unixSeconds
    // An hour apart is a contradiction: what is compared came close together.
    guard seconds > -3600, seconds < 3600 else { return false }
    let nanoseconds =
      seconds * Int64(bitPattern: Nanoseconds.perSecond)
      + Int64(bitPattern: UInt64(instant.nanoseconds))
      - Int64(bitPattern: UInt64(otherInstant.nanoseconds))
    let counted = Int64(
      bitPattern: arrival.takenAtNanoseconds
        &- other.arrival.takenAtNanoseconds)
    let (difference, isOverflowing) =
      nanoseconds.subtractingReportingOverflow(counted)
    let allowed = max(
      errorNanoseconds(instant, boundNanoseconds: boundNanoseconds),
      other.errorNanoseconds(otherInstant, boundNanoseconds: boundNanoseconds))
    return !isOverflowing && difference >= -allowed && difference <= allowed
  }
}
