// SPDX-License-Identifier: Apache-2.0

/// What is presented to a verifier.
public enum Item: Equatable, Sendable {
  /// A whole message, header included; any bytes of any length.
  case request([UInt8])
  /// Tokens alone, root first; any bytes of any length.
  ///
  /// - Precondition: there is at least one, which may be empty.
  case chain([[UInt8]])
}
