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

extension [[UInt8]] {
  /// Tokens one after another, as the verifier takes a chain.
  public var flattened: [UInt8] {
    reduce(into: []) { bytes, token in bytes += token }
  }
}
