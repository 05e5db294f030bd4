// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The last few headers that a walk along the ring has read: each segment's
/// are asked for by itself and by those before it.
struct HeaderTrail: ~Copyable {
  private var segments = InlineArray<4, UInt64>(repeating: 0)
  private var pairs = InlineArray<4, HeaderPair>(repeating: HeaderPair())
  private let inPlace = InPlace()

  /// What was read of a segment; nil if that was long ago or never.
  subscript(segment: UInt64) -> HeaderPair? {
    let place = Self.place(of: segment)
    // Segments are numbered from 1.
    return segments[place] == segment && segment > 0 ? pairs[place] : nil
  }

  mutating func keep(_ pair: HeaderPair, of segment: UInt64) {
    segments[Self.place(of: segment)] = segment
    pairs[Self.place(of: segment)] = pair
  }

  private static func place(of segment: UInt64) -> Int {
    Int(UInt32(truncatingIfNeeded: segment & 3))
  }
}
