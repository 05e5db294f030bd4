// SPDX-License-Identifier: Apache-2.0

/// What was wrong with bytes from a receiver.
///
/// The numbers are stable: telemetry uses them.
public enum NMEAProblem: UInt8, Error, Equatable, Sendable, BitwiseCopyable {
  /// Bytes outside of a sentence, or not printable inside of one.
  case garbage = 1
  /// A sentence longer than `NMEAReceiver.sentenceByteCountMax`.
  case oversized = 2
  /// A sentence that the next one cut off.
  case interrupted = 3
  /// A sentence without a checksum at its end.
  case checksumMissing = 4
  /// A sentence that is not what its checksum says.
  case checksumWrong = 5
  /// An RMC or ZDA with too few fields, or an empty one that must not be.
  case fieldMissing = 6
  /// A time, date or status that cannot be.
  case fieldMalformed = 7
  /// An RMC whose year lies before 2000: 80 to 99 of its two digits. Or a ZDA
  /// with such a year.
  case yearImplausible = 8
  /// The receiver says that its position and time are not valid.
  case noFix = 9
  /// The receiver reckons, is simulated or was set by hand: mode E, S, M, N or
  /// one that nobody knows.
  case modeWithoutFix = 10
  /// RMC and ZDA tell different times.
  case disagreement = 11
  /// Nothing came for longer than the policy's silence.
  case silence = 12

  /// Whether the receiver is in order and has no time to tell.
  var isWithoutFix: Bool { self == .noFix || self == .modeWithoutFix }

  /// The name as telemetry writes it.
  public var name: StaticString {
    switch self {
    case .garbage: "garbage"
    case .oversized: "oversized"
    case .interrupted: "interrupted"
    case .checksumMissing: "checksum_missing"
    case .checksumWrong: "checksum_wrong"
    case .fieldMissing: "field_missing"
    case .fieldMalformed: "field_malformed"
    case .yearImplausible: "year_implausible"
    case .noFix: "no_fix"
    case .modeWithoutFix: "mode_without_fix"
    case .disagreement: "disagreement"
    case .silence: "silence"
    }
  }

  /// What it means, in one sentence.
  public var meaning: StaticString {
    switch self {
    case .garbage:
      "Bytes that belong to no sentence: wrong baud rate or another protocol?"
    case .oversized: "A sentence did not end where it must."
    case .interrupted: "A sentence was cut off by the next one."
    case .checksumMissing: "A sentence came without a checksum."
    case .checksumWrong: "A sentence was changed on its way."
    case .fieldMissing: "An RMC or ZDA lacks a field."
    case .fieldMalformed: "An RMC or ZDA tells a time that cannot be."
    case .yearImplausible: "An RMC or ZDA tells a year before 2000."
    case .noFix: "The receiver has no fix."
    case .modeWithoutFix: "The receiver's time does not come from satellites."
    case .disagreement: "RMC and ZDA of one receiver tell different times."
    case .silence: "The receiver has fallen silent."
    }
  }
}
