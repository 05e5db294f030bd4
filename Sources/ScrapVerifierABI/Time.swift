// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapClock
import ScrapIntegers
import ScrapReplay
import ScrapTarget

extension Context {
  /// Asks the clock port; nil if the counter cannot be read.
  ///
  /// Called under the lock; what it found is fed to the target, and the word of
  /// the clocks kept for telemetry.
  @inline(never)
  func readClocks() -> UInt64? {
    guard let counter = askPort() else {
      unsafe head.pointee.clock = ClockWord()
      return nil
    }
    let decision = unsafe target.pointee.arbitrate(counterNanoseconds: counter)
    unsafe head.pointee.clock = ClockWord(decision)
    return counter
  }

  private func askPort() -> UInt64? {
    guard let port = unsafe head.pointee.config.clock else { return nil }
    var counter: UInt64 = 0
    var readings = InlineArray<4, scrap_clock_reading>(
      repeating: scrap_clock_reading())
    for index in 0..<ClockSourceName.count {
      readings[index] = scrap_clock_reading(
        unsafe target.pointee.readings[ClockSourceName(index: index)])
    }
    var output = readings.mutableSpan
    // The port sets four readings at most.
    let isRead = unsafe output.withUnsafeMutableBufferPointer {
      unsafe port(
        head.pointee.config.port_context, &counter, $0.baseAddress) == 0
    }
    guard isRead else { return nil }
    for index in 0..<ClockSourceName.count {
      unsafe target.pointee.feed(
        ClockReading(readings[index]), of: ClockSourceName(index: index))
    }
    return counter
  }
}

extension scrap_clock_reading {
  fileprivate init(_ reading: ClockReading) {
    self.init(
      unix_seconds: reading.unixSeconds,
      error_nanoseconds: reading.errorNanoseconds,
      taken_at_nanoseconds: reading.takenAtNanoseconds,
      nanoseconds: reading.nanoseconds,
      health: UInt32(reading.health.rawValue))
  }
}

extension ClockReading {
  /// What is no health is faulty.
  fileprivate init(_ reading: scrap_clock_reading) {
    let health =
      reading.health > UInt32(ClockHealth.good.rawValue)
      ? nil
      : ClockHealth(rawValue: UInt8(truncatingIfNeeded: reading.health))
    self.init(
      unixSeconds: reading.unix_seconds, nanoseconds: reading.nanoseconds,
      errorNanoseconds: reading.error_nanoseconds,
      takenAtNanoseconds: reading.taken_at_nanoseconds,
      health: health ?? .faulty)
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_feed_clock(
  _ memory: UnsafeMutablePointer<scrap_verifier>?, _ source: UInt32,
  _ reading: UnsafePointer<scrap_clock_reading>?
) -> Int32 {
  guard let reading = unsafe reading else {
    return SCRAP_ERROR_NULL.rawValue
  }
  guard source < SCRAP_VERIFIER_CLOCK_COUNT else {
    return SCRAP_ERROR_ARGUMENT.rawValue
  }
  return unsafe withContext(memory) { context in
    unsafe context.target.pointee.feed(
      ClockReading(reading.pointee),
      of: ClockSourceName(index: Int(source)))
    return 0
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_tick(
  _ memory: UnsafeMutablePointer<scrap_verifier>?, _ budget: UInt32,
  _ report: UnsafeMutablePointer<scrap_tick_report>?
) -> Int32 {
  guard let memory = unsafe memory else { return SCRAP_ERROR_NULL.rawValue }
  guard let context = unsafe Context(memory) else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  guard budget <= 1_024 else { return SCRAP_ERROR_ARGUMENT.rawValue }
  let isTrusted = unsafe context.head.pointee.clock.isTrusted
  let done = context.locked { context.tick(budget) }
  unsafe report?.pointee = done
  context.tellTime(before: isTrusted)
  if done.repaired_count + done.unrepaired_count > 0 {
    unsafe context.tell(
      4,
      done.unrepaired_count > 0
        ? SCRAP_ERROR_MEDIUM.rawValue
        : Int32(truncatingIfNeeded: done.repaired_count))
  }
  return 0
}

extension Context {
  fileprivate func tick(_ budget: UInt32) -> scrap_tick_report {
    var report = scrap_tick_report()
    report.time_mark = 3
    if let counter = readClocks() {
      let tick = unsafe target.pointee.tick(
        counterNanoseconds: counter, bucketCount: 0)
      switch tick.timeKeeping {
      case .current: report.time_mark = 0
      case .written: report.time_mark = 1
      case .failed: report.time_mark = 2
      case nil: break
      }
    }
    let word = unsafe head.pointee.clock
    report.is_time_trusted = word.isTrusted ? 1 : 0
    report.clock_reason = word.reason
    report.clock_alarms = word.alarms
    for _ in 0..<budget {
      let medium = unsafe target.pointee.scrub(bucketCount: 8).medium
      report.repaired_count &+= medium.repairedMarkCount
      report.repaired_count &+= medium.repairedControlCount
      report.unrepaired_count &+= medium.unrepairedCount
      if medium.isPassComplete { break }
    }
    return report
  }
}
