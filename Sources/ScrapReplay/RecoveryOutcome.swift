// SPDX-License-Identifier: Apache-2.0

/// What became of a store's recovery.
public enum RecoveryOutcome: UInt8, Sendable, BitwiseCopyable {
  /// `recover` has not been called. Everything is refused (S2: nothing is
  /// accepted before recovery has finished).
  case notRecovered
  /// Tokens may be judged.
  case ready
  /// The medium carries no journal: it is taken for lost, not for new.
  case blank
  /// Another version of the format, or another geometry.
  case otherFormat
  /// Marks or floors may be lost: call `raiseIssuanceFloor(to:)` (E-65).
  case lossDetected
  /// The medium could not be read.
  case mediumFailed
  /// More live marks than `entryCapacity`.
  case capacityExceeded

  init(_ error: JournalError) {
    switch error {
    case .notRecovered: self = .notRecovered
    case .blank: self = .blank
    case .otherFormat: self = .otherFormat
    case .lossDetected: self = .lossDetected
    case .mediumFailed, .uncertain, .full, .outOfRange: self = .mediumFailed
    }
  }
}
