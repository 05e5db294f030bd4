// SPDX-License-Identifier: Apache-2.0

/// What became of the version of an operator message.
public enum MessageVersionTaking: Equatable, Sendable, BitwiseCopyable {
  /// It was above the newest one, and now is the newest, durably.
  case taken
  /// It is not above the newest one; nothing was written.
  case old
  /// It could not be made durable: the message must not take effect. The medium
  /// may hold the version all the same.
  case failed(JournalError)
}
