// SPDX-License-Identifier: Apache-2.0

/// The kinds of operator messages, each with versions of its own.
///
/// The number is the version's place in the store, 0 to 15; it is never used
/// again for anything else.
public enum OperatorMessageKind: UInt8, Sendable, BitwiseCopyable {
  /// A clock reading (0x21).
  case clockReading = 0
  /// A revocation (0x22).
  case revocation = 1
  /// A list of issuers in force (0x23).
  case issuerList = 2
  /// A raise of floors (0x24).
  case floorRaise = 3
  /// A reset of the counters (0x25).
  case counterReset = 4

  /// How many there are.
  public static var count: Int { 5 }
}
