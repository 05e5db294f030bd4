// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// One combination of source states, held-over time and time mark, and how to
/// bring an arbiter there.
///
/// Places are half-seconds from the truth at the last step. The oscillator's
/// bound is chosen so that what is held over lies on them, too.
struct ClockCase: CustomStringConvertible {
  enum Source: Character, CaseIterable {
    case absent = "-"
    case good = "G"
    case stale = "S"
    case ahead = "A"
    case behind = "B"
    case farAhead = "F"
    case farBehind = "P"
    case leaping = "L"
  }

  enum Held: String, CaseIterable {
    case none
    case fresh, dayOld, nearLimit, outgrown
    case groundFresh, groundDayOld, groundNearLimit, groundOutgrown
    case narrowedFresh, narrowedDayOld

    var ageSeconds: UInt64 {
      switch self {
      case .none: 0
      case .fresh, .groundFresh, .narrowedFresh: 3_200
      case .dayOld, .groundDayOld, .narrowedDayOld: 86_400
      case .nearLimit, .groundNearLimit: 182_400
      case .outgrown, .groundOutgrown: 184_000
      }
    }

    /// The error bound of an operator's reading, in seconds.
    var groundErrorSeconds: Int64? {
      switch self {
      case .none, .fresh, .dayOld, .nearLimit, .outgrown: nil
      case .groundFresh, .groundDayOld, .groundNearLimit, .groundOutgrown: 3
      case .narrowedFresh, .narrowedDayOld: 10
      }
    }

    /// Whether three good sources were heard then.
    var isByWitnesses: Bool {
      switch self {
      case .none, .groundFresh, .groundDayOld, .groundNearLimit,
        .groundOutgrown:
        false
      default: true
      }
    }

    /// By how much the oscillator may be off by now, in half-seconds.
    private var driftHalves: Int { Int(ageSeconds) / 1_600 }

    /// What is held over, in half-seconds, however wide.
    var halves: ClosedRange<Int>? {
      self == .none ? nil : -6 - driftHalves...6 + driftHalves
    }

    /// What is held over, if it is narrow enough for an answer.
    var answerHalves: ClosedRange<Int>? { Self.narrow(halves) }

    /// The operator's reading by now, in half-seconds; nil if it is too wide.
    var groundHalves: ClosedRange<Int>? {
      guard let error = groundErrorSeconds else { return nil }
      let most = 2 * Int(error) + driftHalves
      return Self.narrow(-most...most)
    }

    /// No wider than 120 seconds.
    private static func narrow(_ halves: ClosedRange<Int>?) -> ClosedRange<Int>?
    {
      halves.flatMap { $0.upperBound - $0.lowerBound <= 240 ? $0 : nil }
    }
  }

  enum Mark: Int, CaseIterable {
    case below = -2_000_000
    case within = 0
    case above = 1_000
  }

  static let names: [ClockSourceName] = [.gps, .ntp, .rtc]
  /// Error bounds in seconds, all different.
  static let errorSeconds: [Int64] = [2, 3, 4]
  private static let ageMaxSeconds: [UInt64] = [30, 5_700, 30]
  private static let endSeconds: UInt64 = 400_000

  let sources: [Source]
  let held: Held
  let mark: Mark

  var description: String {
    String(sources.map(\.rawValue)) + " \(held) \(mark)"
  }

  static func offSeconds(_ source: Source) -> Int64? {
    switch source {
    case .good: 0
    case .ahead: 5
    case .behind: -5
    case .farAhead: 864_000
    case .farBehind: -864_000
    case .absent, .stale, .leaping: nil
    }
  }

  /// What a fit source allows, in half-seconds; nil for others.
  func halves(_ index: Int) -> ClosedRange<Int>? {
    guard let off = Self.offSeconds(sources[index]) else { return nil }
    let error = Self.errorSeconds[index]
    return Int(2 * (off - error))...Int(2 * (off + error))
  }

  /// Brings an arbiter there and asks it.
  func decide() throws -> ClockDecision {
    var bench = ArbiterBench { $0.oscillatorPartsPerBillion = 312_500 }
    bench.timeMarkSeconds = markSeconds(.below)
    bench.seconds = Self.endSeconds - held.ageSeconds
    if let error = held.groundErrorSeconds {
      let reading = OperatorClockReading(
        unixSeconds: bench.trueSeconds, nanoseconds: 0,
        errorNanoseconds: error * 1_000_000_000, drawnAtNanoseconds: bench.now)
      try bench.arbiter.confirm(
        reading, nowNanoseconds: bench.now,
        timeMarkSeconds: bench.timeMarkSeconds)
    }
    if held.isByWitnesses {
      _ = bench.arbitrate(
        gps: reading(0, bench), ntp: reading(1, bench), rtc: reading(2, bench))
    }
    bench.seconds = Self.endSeconds - 700
    for index in 0..<3 { foretell(index, &bench) }
    bench.seconds = Self.endSeconds
    bench.timeMarkSeconds = markSeconds(mark)
    var readings = ClockReadings()
    for index in 0..<3 {
      readings.set(last(index, bench), of: Self.names[index])
    }
    return bench.arbitrate(readings)
  }

  private func markSeconds(_ mark: Mark) -> UInt64 {
    UInt64(ArbiterBench.startSeconds + Int64(Self.endSeconds))
      .advanced(by: mark.rawValue)
  }

  private func reading(
    _ index: Int, _ bench: borrowing ArbiterBench, off: Int64 = 0
  ) -> ClockReading {
    bench.reading(off: off, error: Double(Self.errorSeconds[index]))
  }

  /// A source that is far off has been so for longer than it is suspected; one
  /// that leaps was good until now. Alone, neither moves anything.
  private func foretell(_ index: Int, _ bench: inout ArbiterBench) {
    let off: Int64
    switch sources[index] {
    case .farAhead, .farBehind: off = Self.offSeconds(sources[index]) ?? 0
    case .leaping: off = 0
    default: return
    }
    var readings = ClockReadings()
    readings.set(
      reading(index, bench, off: off), of: Self.names[index])
    _ = bench.arbitrate(readings)
  }

  private func last(
    _ index: Int, _ bench: borrowing ArbiterBench
  ) -> ClockReading {
    switch sources[index] {
    case .absent: return .absent
    case .leaping: return reading(index, bench, off: 500)
    case .stale:
      var stale = reading(index, bench)
      let age = Self.ageMaxSeconds[index] + 1
      stale.unixSeconds -= Int64(age)
      stale.takenAtNanoseconds -= age * 1_000_000_000
      return stale
    default:
      return reading(
        index, bench, off: Self.offSeconds(sources[index]) ?? 0)
    }
  }

  /// An instant in half-seconds from the truth at the end.
  static func nanoseconds(_ halves: Int) -> Int64 {
    (ArbiterBench.startSeconds + Int64(endSeconds)) * 1_000_000_000
      + Int64(halves) * 500_000_000
  }
}
