// SPDX-License-Identifier: Apache-2.0

/// Signs of spoofing or failure for telemetry (SCRAP §10.5.2). The bits are
/// stable.
///
/// No `OptionSet`: its conformance asks for arrays, which the core has not.
public struct ClockAlarms: Equatable, Sendable, BitwiseCopyable {
  /// One bit an alarm.
  public private(set) var rawValue: UInt16

  /// Makes a set of bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Nothing is wrong.
  public static var none: ClockAlarms { ClockAlarms(rawValue: 0) }
  /// A source leapt against the monotonic counter.
  public static var sourceLeapt: ClockAlarms { ClockAlarms(rawValue: 1) }
  /// A source's rate is beyond the oscillator's bound.
  public static var sourceDrifted: ClockAlarms { ClockAlarms(rawValue: 2) }
  /// The two receivers contradict each other.
  public static var receiversApart: ClockAlarms { ClockAlarms(rawValue: 4) }
  /// A source was outvoted.
  public static var sourceOutvoted: ClockAlarms { ClockAlarms(rawValue: 8) }
  /// Witnesses contradict each other and none prevails.
  public static var witnessesApart: ClockAlarms { ClockAlarms(rawValue: 16) }
  /// Agreeing witnesses contradict the held-over time.
  public static var step: ClockAlarms { ClockAlarms(rawValue: 32) }
  /// The first fix is too far above the persisted mark.
  public static var leap: ClockAlarms { ClockAlarms(rawValue: 64) }
  /// A source shows a time that has already passed.
  public static var belowMark: ClockAlarms { ClockAlarms(rawValue: 128) }
  /// The monotonic counter fell.
  public static var counterFell: ClockAlarms { ClockAlarms(rawValue: 256) }

  /// Whether all of `other` are here.
  public func contains(_ other: ClockAlarms) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }

  /// Adds others.
  public mutating func insert(_ other: ClockAlarms) {
    rawValue |= other.rawValue
  }

  /// How many bits have a meaning.
  public static var count: Int { 9 }

  /// The name of a bit as traces and telemetry write it.
  ///
  /// - Precondition: `index` is below `count`.
  public static func name(index: Int) -> StaticString {
    switch index {
    case 0: "source_leapt"
    case 1: "source_drifted"
    case 2: "receivers_apart"
    case 3: "source_outvoted"
    case 4: "witnesses_apart"
    case 5: "step"
    case 6: "leap"
    case 7: "below_mark"
    case 8: "counter_fell"
    default: preconditionFailure("an alarm's index is below count")
    }
  }
}
