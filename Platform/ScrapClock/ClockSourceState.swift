// SPDX-License-Identifier: Apache-2.0

/// What an arbitration made of a source, and why.
///
/// The numbers are stable: telemetry and traces use them.
public enum ClockSourceState: UInt8, Sendable, BitwiseCopyable {
  case absent = 0
  case noFix = 1
  case noLeapSeconds = 2
  case faulty = 3
  case impossibleError = 4
  case uncertain = 5
  case beforeEarliest = 6
  case afterFormatEnd = 7
  case takenAhead = 8
  case takenBack = 9
  case stale = 10
  case leaping = 11
  case drifting = 12
  case beforeMark = 13
  case receiversApart = 14
  case alone = 15
  case apart = 16
  case outvoted = 17
  case unconfirmed = 18
  case agreed = 19

  /// How many states there are.
  public static var count: Int { 20 }

  /// The name as traces and telemetry write it.
  public var name: StaticString { row.name }

  /// One ASCII letter for a table.
  public var letter: UInt8 { row.letter }

  /// What it means, in a clause.
  public var meaning: StaticString { row.meaning }

  /// Whether the source was fit to be a witness.
  public var isWitness: Bool { rawValue >= Self.receiversApart.rawValue }

  private var row: Row {
    switch self {
    case .absent: Row("absent", "-", "there is no device, or no answer")
    case .noFix: Row("no_fix", "N", "the device has no time")
    case .noLeapSeconds:
      Row("no_leap_seconds", "U", "the receiver cannot tell UTC yet")
    case .faulty: Row("faulty", "F", "the device answers what cannot be")
    case .impossibleError:
      Row("impossible_error", "E", "the error bound is zero or negative")
    case .uncertain:
      Row("uncertain", "W", "the error bound is wider than the policy's")
    case .beforeEarliest:
      Row("before_earliest", "P", "the time is before the earliest believed")
    case .afterFormatEnd:
      Row("after_format_end", "Z", "the time is after the format's end in 2106")
    case .takenAhead:
      Row("taken_ahead", "T", "the reading was taken after now")
    case .takenBack:
      Row("taken_back", "K", "the reading is older than the one before it")
    case .stale: Row("stale", "S", "the reading is too old")
    case .leaping:
      Row("leaping", "J", "the source leapt against the monotonic counter")
    case .drifting:
      Row("drifting", "D", "the source's rate is beyond the oscillator's")
    case .beforeMark:
      Row("before_mark", "B", "the time is below the persisted time mark")
    case .receiversApart:
      Row("receivers_apart", "R", "the two receivers contradict each other")
    case .alone: Row("alone", "I", "there is no second witness")
    case .apart:
      Row("apart", "C", "the witnesses contradict each other, none prevails")
    case .outvoted:
      Row("outvoted", "X", "others, or the held-over time, contradict it")
    case .unconfirmed:
      Row("unconfirmed", "Q", "agrees, but the ground must confirm the step")
    case .agreed: Row("agreed", "A", "agrees with the result")
    }
  }

  private struct Row {
    let name: StaticString
    let letter: UInt8
    let meaning: StaticString

    init(
      _ name: StaticString, _ letter: Unicode.Scalar, _ meaning: StaticString
    ) {
      self.name = name
      self.letter = UInt8(truncatingIfNeeded: letter.value)
      self.meaning = meaning
    }
  }
}
