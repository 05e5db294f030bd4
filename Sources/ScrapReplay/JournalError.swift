// SPDX-License-Identifier: Apache-2.0

/// Why a journal could not do what was asked.
///
/// The cases say what the medium may hold afterwards, since that decides what
/// the store must remember.
public enum JournalError: UInt8, Error, Sendable, BitwiseCopyable {
  /// `recover` has not succeeded. Nothing was written.
  case notRecovered
  /// The medium is blank, or carries no journal. Blank is not new (E-65): only
  /// formatting on purpose makes a journal. Nothing was written.
  case blank
  /// The journal was written by another version of the format, or for another
  /// geometry. Nothing was written.
  case otherFormat
  /// Marks or floors may have been lost (E-65). Refuse everything until
  /// `raiseIssuanceFloor(to:)` has been called. Nothing was written.
  case lossDetected
  /// A read, program, erase or sync failed. No part of the set that was to be
  /// appended can be found after a restart.
  case mediumFailed
  /// As `mediumFailed`, but the set may be found after a restart, and is then
  /// counted as used.
  case uncertain
  /// No room: the oldest records are still live. No part of the set was
  /// written.
  case full
  /// A time cannot be recorded: above UInt32, or an interval wider than
  /// 65,535 s. Nothing was written.
  case outOfRange
}
