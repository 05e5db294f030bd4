// SPDX-License-Identifier: Apache-2.0

/// A compressed public key, 33 bytes: 02 or 03, and x.
///
/// Keys are the same only if all 33 bytes are (E-38).
public struct PublicKey: Equatable, Sendable {
  /// The key's bytes.
  public var bytes: InlineArray<33, UInt8>

  /// Copies a key.
  ///
  /// - Precondition: `bytes` are 33.
  public init(_ bytes: Span<UInt8>) {
    precondition(bytes.count == 33, "a compressed key has 33 bytes")
    var copy = InlineArray<33, UInt8>(repeating: 0)
    for index in 0..<33 { copy[index] = bytes[index] }
    self.bytes = copy
  }

  /// The bytes as a span.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span }
  }

  /// Whether two keys are the same in all 33 bytes.
  public static func == (a: PublicKey, b: PublicKey) -> Bool {
    for index in a.bytes.indices where a.bytes[index] != b.bytes[index] {
      return false
    }
    return true
  }
}
