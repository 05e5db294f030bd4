// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// A list of keys of a profile record, parsed once: a count and four places.
///
/// What decides is kept here and in the record, and both are asked at each use
/// (E-45).
struct TrustedKeys: Sendable {
  private struct Key: Sendable {
    let publicKey: PublicKey
    let verificationKey: VerificationKey
  }

  private let offset: Int
  private let count: Int
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
      keys[index] = Key(publicKey: PublicKey(key), verificationKey: parsed)
    }
  }

  private func place(_ index: Int) -> Range<Int> {
    let start = offset + 1 + index * Limits.keyByteCount
    return start..<start + Limits.keyByteCount
  }

  /// The parsed key with these 33 bytes; nil if it is none of the list (E-38).
  func key(_ wanted: Span<UInt8>, in record: Span<UInt8>) -> VerificationKey? {
    for index in 0..<count {
      guard let trusted = keys[index] else { return nil }
      if trusted.publicKey.span.isEqual(to: wanted)
        && wanted.isEqual(to: record.extracting(place(index)))
      {
        return trusted.verificationKey
      }
    }
    return nil
  }
}
