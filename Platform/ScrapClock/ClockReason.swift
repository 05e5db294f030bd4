// SPDX-License-Identifier: Apache-2.0

/// Why an arbitration ended as it did.
///
/// The numbers are stable: telemetry and traces use them.
public enum ClockReason: UInt8, Sendable, BitwiseCopyable {
  // There is trusted time.
  case threeAgree = 0
  case twoAgree = 1
  case heldOver = 2
  case groundConfirmed = 3
  // There is none.
  case noWitness = 16
  case oneWitness = 17
  case witnessesApart = 18
  case stepUnconfirmed = 19
  case leapUnconfirmed = 20
  case tooWide = 21
  case belowMark = 22

  /// Whether there is trusted time.
  public var isTrusted: Bool { rawValue < Self.noWitness.rawValue }

  /// The name as traces and telemetry write it.
  public var name: StaticString {
    switch self {
    case .threeAgree: "three_agree"
    case .twoAgree: "two_agree"
    case .heldOver: "held_over"
    case .groundConfirmed: "ground_confirmed"
    case .noWitness: "no_witness"
    case .oneWitness: "one_witness"
    case .witnessesApart: "witnesses_apart"
    case .stepUnconfirmed: "step_unconfirmed"
    case .leapUnconfirmed: "leap_unconfirmed"
    case .tooWide: "too_wide"
    case .belowMark: "below_mark"
    }
  }

  /// What it means, and for refusals what to do, in a sentence.
  public var meaning: StaticString {
    switch self {
    case .threeAgree: "Three witnesses, or the most of three, agree."
    case .twoAgree: "Two witnesses agree."
    case .heldOver: "The last interval, moved on by the counter and widened."
    case .groundConfirmed: "An operator's reading, moved on by the counter."
    case .noWitness: "No source is fit to be a witness: see their states."
    case .oneWitness:
      "One witness moves nothing: give it a second, or an operator's reading."
    case .witnessesApart:
      "The witnesses contradict each other: send an operator's reading."
    case .stepUnconfirmed:
      "The witnesses contradict the held-over time: send an operator's reading."
    case .leapUnconfirmed:
      "The first fix is too far above the time mark: send an operator's reading."
    case .tooWide:
      "The interval is wider than the policy allows: give better sources."
    case .belowMark: "The time lies below the persisted mark."
    }
  }
}
