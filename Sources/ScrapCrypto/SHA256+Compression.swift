// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

extension SHA256 {
  /// The round constants of FIPS 180-4 §4.2.2.
  private static let roundConstants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]

  /// One step of the hash over a block (FIPS 180-4 §6.2.2).
  ///
  /// Sixteen rounds a turn, so that the eight variables come round to their
  /// own names, every index is a constant, and nothing is moved or checked.
  static func compress(
    _ state: inout InlineArray<8, UInt32>, _ bytes: RawSpan, at offset: Int
  ) {
    var words = schedule(bytes, at: offset)
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var base = 0
    while true {
      round(a, b, c, &d, e, f, g, &h, words[0], base &+ 0)
      round(h, a, b, &c, d, e, f, &g, words[1], base &+ 1)
      round(g, h, a, &b, c, d, e, &f, words[2], base &+ 2)
      round(f, g, h, &a, b, c, d, &e, words[3], base &+ 3)
      round(e, f, g, &h, a, b, c, &d, words[4], base &+ 4)
      round(d, e, f, &g, h, a, b, &c, words[5], base &+ 5)
      round(c, d, e, &f, g, h, a, &b, words[6], base &+ 6)
      round(b, c, d, &e, f, g, h, &a, words[7], base &+ 7)
      round(a, b, c, &d, e, f, g, &h, words[8], base &+ 8)
      round(h, a, b, &c, d, e, f, &g, words[9], base &+ 9)
      round(g, h, a, &b, c, d, e, &f, words[10], base &+ 10)
      round(f, g, h, &a, b, c, d, &e, words[11], base &+ 11)
      round(e, f, g, &h, a, b, c, &d, words[12], base &+ 12)
      round(d, e, f, &g, h, a, b, &c, words[13], base &+ 13)
      round(c, d, e, &f, g, h, a, &b, words[14], base &+ 14)
      round(b, c, d, &e, f, g, h, &a, words[15], base &+ 15)
      base &+= 16
      if base == 64 { break }
      extend(&words)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  /// A block as big-endian words.
  @inline(__always)
  private static func schedule(
    _ bytes: RawSpan, at offset: Int
  ) -> InlineArray<16, UInt32> {
    precondition(
      offset >= 0 && offset <= bytes.byteCount &- 64, "a block has 64 bytes")
    var words = InlineArray<16, UInt32>(repeating: 0)
    for index in 0..<16 {
      // The block lies within the span, as just checked.
      words[index] = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset &+ index &* 4, as: UInt32.self
      ).bigEndian
    }
    return words
  }

  /// Replaces the window of sixteen words by the next sixteen.
  @inline(__always)
  private static func extend(_ words: inout InlineArray<16, UInt32>) {
    extend(&words, 0, 1, 9, 14)
    extend(&words, 1, 2, 10, 15)
    extend(&words, 2, 3, 11, 0)
    extend(&words, 3, 4, 12, 1)
    extend(&words, 4, 5, 13, 2)
    extend(&words, 5, 6, 14, 3)
    extend(&words, 6, 7, 15, 4)
    extend(&words, 7, 8, 0, 5)
    extend(&words, 8, 9, 1, 6)
    extend(&words, 9, 10, 2, 7)
    extend(&words, 10, 11, 3, 8)
    extend(&words, 11, 12, 4, 9)
    extend(&words, 12, 13, 5, 10)
    extend(&words, 13, 14, 6, 11)
    extend(&words, 14, 15, 7, 12)
    extend(&words, 15, 0, 8, 13)
  }

  @inline(__always)
  private static func extend(
    _ words: inout InlineArray<16, UInt32>,
    _ index: Int, _ next: Int, _ ninth: Int, _ fourteenth: Int
  ) {
    words[index] =
      words[index] &+ smallSigma0(words[next]) &+ words[ninth]
      &+ smallSigma1(words[fourteenth])
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32, _ index: Int
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    let first =
      h &+ bigSigma1(e) &+ choice &+ roundConstants[index] &+ word
    d &+= first
    h = first &+ bigSigma0(a) &+ majority
  }

  @inline(__always)
  private static func rotate(_ x: UInt32, _ count: UInt32) -> UInt32 {
    x &>> count | x &<< (32 &- count)
  }

  @inline(__always)
  private static func smallSigma0(_ x: UInt32) -> UInt32 {
    rotate(x, 7) ^ rotate(x, 18) ^ x &>> 3
  }

  @inline(__always)
  private static func smallSigma1(_ x: UInt32) -> UInt32 {
    rotate(x, 17) ^ rotate(x, 19) ^ x &>> 10
  }

  @inline(__always)
  private static func bigSigma0(_ x: UInt32) -> UInt32 {
    rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22)
  }

  @inline(__always)
  private static func bigSigma1(_ x: UInt32) -> UInt32 {
    rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25)
  }
}
