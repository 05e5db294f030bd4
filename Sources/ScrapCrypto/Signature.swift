// SPDX-License-Identifier: Apache-2.0

/// A BIP-340 signature, 64 bytes.
public struct Signature: Sendable {
  /// The signature's bytes.
  public var bytes: InlineArray<64, UInt8>

  /// Takes over bytes.
  public init(bytes: InlineArray<64, UInt8>) { self.bytes = bytes }

  /// The bytes as a span.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span }
  }
}
