// SPDX-License-Identifier: Apache-2.0

/// 32 random bytes, used once.
public struct Entropy32: Sendable {
  /// The bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Takes over bytes.
  public init(bytes: InlineArray<32, UInt8>) { self.bytes = bytes }
}
