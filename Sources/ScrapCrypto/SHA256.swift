// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// SHA-256 of FIPS 180-4, incremental, without heap.
public struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32>
  private var block: InlineArray<64, UInt8>
  private var blockByteCount: Int
  private var byteCount: UInt64

  /// Starts with no input.
  public init() {
    self.init(
      state: [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
      ],
      byteCount: 0)
  }

  /// Goes on from a state after whole blocks.
  init(state: InlineArray<8, UInt32>, byteCount: UInt64) {
    self.state = state
    self.block = .init(repeating: 0)
    self.blockByteCount = 0
    self.byteCount = byteCount
  }

  /// Adds bytes to the input.
  public mutating func update(_ bytes: Span<UInt8>) {
    byteCount &+= UInt64(bytes.count)
    var offset = 0
    if blockByteCount > 0 {
      offset = min(64 - blockByteCount, bytes.count)
      keep(bytes, 0..<offset)
      if blockByteCount == 64 { compressBlock() }
    }
    while bytes.count - offset >= 64 {
      // Bytes may be looked at as what they are.
      unsafe Self.compress(&state, bytes.bytes, at: offset)
      offset += 64
    }
    keep(bytes, offset..<bytes.count)
  }

  /// Keeps bytes that do not fill a block.
  private mutating func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range {
      block[blockByteCount] = bytes[index]
      blockByteCount &+= 1
    }
  }

  private mutating func compressBlock() {
    // Bytes may be looked at as what they are.
    unsafe Self.compress(&state, block.span.bytes, at: 0)
    blockByteCount = 0
  }

  /// The digest of all input so far.
  public consuming func finalize() -> Digest {
    let bitCount = byteCount &* 8
    block[blockByteCount] = 0x80
    blockByteCount += 1
    if blockByteCount > 56 {
      for index in blockByteCount..<64 { block[index] = 0 }
      compressBlock()
    }
    for index in blockByteCount..<56 { block[index] = 0 }
    for index in 0..<8 {
      block[56 &+ index] = UInt8(
        truncatingIfNeeded: bitCount &>> UInt64(56 &- index &* 8))
    }
    compressBlock()
    var digest = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 {
      digest[index] = UInt8(
        truncatingIfNeeded: state[index / 4]
          &>> UInt32(24 &- index % 4 &* 8))
    }
    return Digest(bytes: digest)
  }

  /// The digest of `bytes`.
  public static func hash(_ bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The state after the block that a tag's doubled hash fills (E-16).
  ///
  /// `SHA256(tag) || SHA256(tag)` is 64 bytes, one block; what follows from
  /// it is the same for every message under the tag.
  public static func midstate(
    ofTag tag: Span<UInt8>
  ) -> InlineArray<8, UInt32> {
    let tagHash = hash(tag)
    var start = SHA256()
    start.update(tagHash.span)
    start.update(tagHash.span)
    return start.state
  }
}
