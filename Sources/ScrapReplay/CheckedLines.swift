// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Memory in lines of 64 bytes: 15 words and a word that checks them.
///
/// The check is a sum of the words, each times a constant of its own, modulo
/// the prime 2^32 - 5. The constants are chosen so that every change of up to
/// three bits of a line is seen; four or more go unseen once in 2^32 times. A
/// line in another's place is seen, and so is one that reads all zeros.
struct CheckedLines {
  static let wordCount = 15
  static let byteCount = 64
  private static let stride = 16
  private static let prime: UInt64 = 0xffff_fffb
  /// Below 2^28, so that fifteen products fit 64 bits.
  static let weights: InlineArray<15, UInt32> = [
    0xf27_6bfd, 0xe79_eb6f, 0xc06_1563, 0xf72_a4ef, 0xde1_6851,
    0xb10_548d, 0x858_ac4b, 0x980_ccf3, 0x943_b8a1, 0xdbb_8f9d,
    0x903_6cad, 0x809_7425, 0x944_5e1f, 0xdfb_8f09, 0xcde_dba3,
  ]

  private let words: Table<UInt32>

  /// Takes `count` lines; `removeAll` must follow once.
  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    count: Int
  ) {
    unsafe words = Table(
      in: memory, atByteOffset: start, count: count * Self.stride)
  }

  /// How many lines there are.
  var count: Int { words.count / Self.stride }

  /// Sets every word to zero.
  func removeAll() {
    words.fill(with: 0)
    for line in 0..<count {
      words[line * Self.stride + Self.wordCount] = Self.empty(line)
    }
  }

  /// Whether a line's check holds.
  func isWhole(_ line: Int) -> Bool {
    let start = line * Self.stride
    var sum = UInt64(Self.empty(line))
    words.forEach(from: start, length: Self.wordCount) { index, word in
      sum &+= UInt64(word) &* UInt64(Self.weights[index])
    }
    return Self.reduced(sum) == words[start + Self.wordCount]
  }

  subscript(line: Int, index: Int) -> UInt32 {
    words[line * Self.stride + index]
  }

  /// Changes a word, and the check by as much: a flip that was there before
  /// is still seen.
  @inline(__always)
  func set(_ word: UInt32, inLine line: Int, at index: Int) {
    let checkPlace = line * Self.stride + Self.wordCount
    let sum = change(to: word, inLine: line, at: index)
    words[checkPlace] = Self.reduced(sum &+ UInt64(words[checkPlace]))
  }

  /// The same for three words side by side, from `index` on.
  @inline(__always)
  func set(
    _ one: UInt32, _ two: UInt32, _ three: UInt32, inLine line: Int,
    at index: Int
  ) {
    let checkPlace = line * Self.stride + Self.wordCount
    // Each difference is below 2^61: all fit.
    let sum =
      change(to: one, inLine: line, at: index)
      &+ change(to: two, inLine: line, at: index + 1)
      &+ change(to: three, inLine: line, at: index + 2)
    words[checkPlace] = Self.reduced(sum &+ UInt64(words[checkPlace]))
  }

  /// Changes a word alone, and says by how much the sum has changed, modulo the
  /// prime.
  @inline(__always)
  private func change(
    to word: UInt32, inLine line: Int, at index: Int
  ) -> UInt64 {
    let place = line * Self.stride + index
    let weight = UInt64(Self.weights[index])
    // The prime times the weight's limit keeps the difference above zero.
    let added = UInt64(word) &* weight &+ Self.prime &* 0x1000_0000
    let changed = added &- UInt64(words[place]) &* weight
    words[place] = word
    return changed
  }

  /// The first word from `index` on that fits.
  @inline(__always)
  func firstIndex(
    inLine line: Int, from index: Int = 0, where fits: (UInt32) -> Bool
  ) -> Int? {
    let start = line * Self.stride
    let found = words.firstIndex(
      in: start + index..<start + Self.wordCount, where: fits)
    return found.map { $0 - start }
  }

  /// How many words of a line are not zero.
  func load(ofLine line: Int) -> Int {
    let start = line * Self.stride
    var used = 0
    words.forEach(from: start, length: Self.wordCount) { _, word in
      if word != 0 { used += 1 }
    }
    return used
  }

  /// How many words of a line are not zero, and how many of those have `tag` in
  /// their upper eight bits. Without branches, for a start that asks this of
  /// two lines for every entry.
  @inline(__always)
  func tally(ofLine line: Int, tag: UInt32) -> (used: UInt32, tagged: UInt32) {
    let start = line * Self.stride
    var used: UInt32 = 0
    var tagged: UInt32 = 0
    words.forEach(from: start, length: Self.wordCount) { _, word in
      let isUsed: UInt32 = word != 0 ? 1 : 0
      used &+= isUsed
      tagged &+= word &>> 24 == tag ? isUsed : 0
    }
    return (used, tagged)
  }

  /// The check of a line of zeros.
  private static func empty(_ line: Int) -> UInt32 {
    0x6b43_a9b5 &+ UInt32(truncatingIfNeeded: line)
  }

  /// Modulo the prime: 2^32 is 5.
  private static func reduced(_ sum: UInt64) -> UInt32 {
    var rest = (sum & 0xffff_ffff) &+ (sum &>> 32) &* 5
    rest = (rest & 0xffff_ffff) &+ (rest &>> 32) &* 5
    if rest >= prime { rest &-= prime }
    return UInt32(truncatingIfNeeded: rest)
  }
}
