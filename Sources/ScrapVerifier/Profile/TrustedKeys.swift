// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapWire

/// A list of keys of a profile record, parsed once: a count and four places.
///
/// What decides is kept here and in the record, and both are asked at each use
/// (E-45).
struct TrustedKeys: Sendable {
  private struct Key: Sendable {
    let publicKey: PublicKey
    let verificationKey: VerificationKey
    /// By which `IssuerSwitches` know the key: 1 to 0xfffe.
    let tag: UInt16
  }

  private let offset: Int
  /// How many keys there are, 4 at most.
  let count: Int
  private var keys = InlineArray<4, Key?>(repeating: nil)

  /// Parses the keys at `offset` of a checked record.
  ///
  /// - Throws: `keyOffCurve`, with the offset.
  init(in record: Span<UInt8>, at offset: Int) throws(ProfileError) {
    self.offset = offset
    count = Int(record[offset])
    for index in 0..<count {
      let place = self.place(index)
      let key = record.extracting(place)
      guard let parsed = VerificationKey(compressed: key) else {
        throw ProfileError(.keyOffCurve, at: place.lowerBound)
      }
      keys[index] = Key(
        publicKey: PublicKey(key), verificationKey: parsed,
        tag: Self.tag(of: key))
    }
  }

  /// 16 bits of a hash. Nobody but the operator chooses the keys.
  private static func tag(of key: Span<UInt8>) -> UInt16 {
    let hash = SHA256.hash(key).prefix(at: 0, byteCount: 2)
    return UInt16(truncatingIfNeeded: min(max(hash, 1), 0xfffe))
  }

  private func place(_ index: Int) -> Range<Int> {
    let start = offset + 1 + index * Limits.keyByteCount
    return start..<start + Limits.keyByteCount
  }

  /// The parsed key with these 33 bytes; nil if it is none of the list (E-38).
  func key(_ wanted: Span<UInt8>, in record: Span<UInt8>) -> VerificationKey? {
    guard let index = index(of: wanted, in: record) else { return nil }
    return keys[index]?.verificationKey
  }

  /// The place of these 33 bytes; nil if they are none of the list's (E-38).
  func index(of wanted: Span<UInt8>, in record: Span<UInt8>) -> Int? {
    for index in 0..<count {
      guard let trusted = keys[index] else { return nil }
      if trusted.publicKey.span.isEqual(to: wanted)
        && wanted.isEqual(to: record.extracting(place(index)))
      {
        return index
      }
    }
    return nil
  }

  /// The tag of the key at a place of the list.
  func tag(at index: Int) -> UInt16 { keys[index]?.tag ?? 0 }
}
