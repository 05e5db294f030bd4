// SPDX-License-Identifier: Apache-2.0

/// The kinds of operator messages, each with versions of its own.
///
/// The number is the version's place in the store, 0 to 15; it is never used
/// again for anything else.
public enum OperatorMessageKind: UInt8, Sendable, BitwiseCopyable {
  /// A clock reading (0x21).
  case clockReading = 0
}
