// SPDX-License-Identifier: Apache-2.0

/// 32 bytes that only this satellite knows, wiped when they go.
///
/// Nobody else can compute what is derived from them; the same input always
/// gives the same output, also after a restart.
public struct DeviceSecret: ~Copyable {
  private var bytes: InlineArray<32, UInt8>

  /// Takes over a secret; nil unless it is 32 bytes. The caller wipes its own
  /// copy.
  public init?(_ secret: Span<UInt8>) {
    guard secret.count == 32 else { return nil }
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { bytes[index] = secret[index] }
    self.bytes = bytes
    wipe(&bytes)
  }

  deinit {
    var copy = bytes
    wipe(&copy)
  }

  /// The preimage of the payment_hash that answers a request: a hash over
  /// this secret and the digest that the commander signed (E-67, E-96).
  public func preimage(of requestDigest: Digest) -> Digest {
    var hash = TaggedHash(.preimage)
    hash.update(bytes.span)
    hash.update(requestDigest.span)
    return hash.finalize()
  }
}
