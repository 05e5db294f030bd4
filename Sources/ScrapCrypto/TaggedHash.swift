// SPDX-License-Identifier: Apache-2.0

/// `SHA256(SHA256(tag) || SHA256(tag) || message)`, with the first block
/// already hashed (SCRAP §11.4.2, BIP-340).
public struct TaggedHash: Sendable {
  private var hash: SHA256

  /// Starts a message under `tag`.
  public init(_ tag: Tag) {
    self.hash = SHA256(state: tag.midstate, byteCount: 64)
  }

  /// Adds bytes to the message.
  public mutating func update(_ bytes: Span<UInt8>) { hash.update(bytes) }

  /// The digest of the message so far.
  public consuming func finalize() -> Digest { hash.finalize() }

  /// The digest of `bytes` under `tag`.
  public static func hash(_ tag: Tag, _ bytes: Span<UInt8>) -> Digest {
    var hash = TaggedHash(tag)
    hash.update(bytes)
    return hash.finalize()
  }
}
