// SPDX-License-Identifier: Apache-2.0

/// What became of the time that was to be kept; for telemetry.
///
/// A failure refuses nothing by itself. Every acceptance writes its own time
/// with its mark, so a medium that cannot keep time accepts nothing either;
/// what is missing is only the time between two marks, and only where the
/// clocks lie after a restart, too.
public enum TimeKeeping: Equatable, Sendable, BitwiseCopyable {
  /// The time mark is recent enough; nothing was written.
  case current
  /// The time mark was raised, durably.
  case written
  /// It was not, or the medium may show either one after a restart.
  case failed(JournalError)
}
