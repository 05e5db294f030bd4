// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapReplay

private let prime: UInt64 = 0xffff_fffb

/// What each flip of a bit of a line adds to its sum: 15 words by weight, and
/// the check itself.
private func lineColumns() -> [UInt64] {
  var columns: [UInt64] = []
  for word in 0...15 {
    let weight = word < 15 ? UInt64(CheckedLines.weights[word]) : 1
    for bit in 0..<32 { columns.append((weight << UInt64(bit)) % prime) }
  }
  return columns
}

// Every pattern of one, two and three flips, whichever way each goes, changes
// the sum: no column is zero, and no sum of two is a third.
@Test func upToThreeFlipsOfALineAreSeen() {
  let columns = lineColumns()
  var owners: [UInt64: Int] = [:]
  for (owner, column) in columns.enumerated() {
    #expect(owners[column] == nil && owners[prime - column] == nil)
    #expect(column != 0)
    owners[column] = owner
    owners[prime - column] = owner
  }
  var isSeen = true
  for one in columns.indices {
    for other in one + 1..<columns.count {
      let sum = (columns[one] + columns[other]) % prime
      let difference = (columns[one] + prime - columns[other]) % prime
      for third in [owners[sum], owners[difference]] {
        if let third, third != one, third != other { isSeen = false }
      }
    }
  }
  #expect(isSeen)
}

@Test func aChangedWordLeavesALineWhole() {
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 3 * CheckedLines.byteCount, alignment: 64)
  defer { memory.deallocate() }
  let lines = CheckedLines(in: memory, atByteOffset: 0, count: 3)
  lines.removeAll()
  var generator = TestSeed.generator()
  for _ in 0..<2_000 {
    let line = generator.below(3)
    let index = generator.below(15)
    let word: UInt32 =
      [0, .max, UInt32(truncatingIfNeeded: generator.next())][
        generator.below(3)]
    lines.set(word, inLine: line, at: index)
    #expect(lines[line, index] == word)
    #expect(lines.isWhole(line))
  }
  // A line in another's place.
  let second = Array(memory[64..<128])
  for byte in 0..<64 { memory[byte] = second[byte] }
  #expect(!lines.isWhole(0))
}

// A flip that was there before a word is changed is still seen after it.
@Test func aChangeDoesNotCoverAFlip() {
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: CheckedLines.byteCount, alignment: 64)
  defer { memory.deallocate() }
  let lines = CheckedLines(in: memory, atByteOffset: 0, count: 1)
  for bit in 0..<480 {
    lines.removeAll()
    memory[bit / 8] ^= 1 << (bit % 8)
    lines.set(0x1234_5678, inLine: 0, at: bit / 32)
    #expect(!lines.isWhole(0))
  }
}

// Word after word and three at once: the same line.
@Test func threeWordsAtOnceMakeTheSameLine() {
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 2 * CheckedLines.byteCount, alignment: 64)
  defer { memory.deallocate() }
  let lines = CheckedLines(in: memory, atByteOffset: 0, count: 1)
  let other = CheckedLines(in: memory, atByteOffset: 64, count: 1)
  lines.removeAll()
  other.removeAll()
  var generator = TestSeed.generator()
  for _ in 0..<2_000 {
    let first = generator.below(5) * 3
    let words = (0..<3).map { _ -> UInt32 in
      [0, .max, UInt32(truncatingIfNeeded: generator.next())][
        generator.below(3)]
    }
    lines.set(words[0], words[1], words[2], inLine: 0, at: first)
    for index in 0..<3 {
      other.set(words[index], inLine: 0, at: first + index)
    }
    #expect(memory[..<64].elementsEqual(memory[64...]))
    #expect(lines.isWhole(0))
  }
}

@Test func aTallyCountsUsedAndTaggedCells() {
  let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 2 * CheckedLines.byteCount, alignment: 64)
  defer { memory.deallocate() }
  let lines = CheckedLines(in: memory, atByteOffset: 0, count: 2)
  lines.removeAll()
  var generator = TestSeed.generator()
  for _ in 0..<2_000 {
    let line = generator.below(2)
    let word = UInt32(generator.below(3) << 24 | generator.below(2))
    lines.set(word, inLine: line, at: generator.below(15))
    let cells = (0..<15).map { lines[line, $0] }.filter { $0 != 0 }
    for tag in 0..<3 as Range<UInt32> {
      let tally = lines.tally(ofLine: line, tag: tag)
      #expect(tally.used == cells.count)
      #expect(tally.tagged == cells.count { $0 >> 24 == tag })
    }
  }
}

// A flip that was there before one is added is still seen after it.
@Test func anAddedOneDoesNotCoverAFlip() {
  var generator = TestSeed.generator()
  let steps: [UInt32] = [0, 1, 0xff, 0xffff, CheckedNumber.max - 1]
  for number in steps + (0..<200).map({ _ in UInt32(generator.below(1 << 24)) })
  where number < CheckedNumber.max {
    var sound = CheckedNumber(number)
    let isAdded = sound.increment()
    #expect(isAdded && sound.value == number + 1)
    for bit in 0..<32 {
      var flipped = CheckedNumber(number)
      withUnsafeMutableBytes(of: &flipped) { $0[bit / 8] ^= 1 << (bit % 8) }
      _ = flipped.increment()
      #expect(flipped.value == nil)
    }
  }
  var last = CheckedNumber(CheckedNumber.max)
  let isAdded = last.increment()
  #expect(!isAdded && last.value == CheckedNumber.max)
}

// The code is linear: what holds for one entry holds for all.
@Test func upToThreeFlipsOfAnEntryAreSeen() {
  var entry = Entry(
    key: MarkKey(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210),
    expiresAtSeconds: 1_705_320_100, slot: 77, rootTag: 0xbeef)
  #expect(MemoryLayout<Entry>.size == 28)
  var isSeen = true
  func flip(_ bit: Int) {
    withUnsafeMutableBytes(of: &entry) { $0[bit / 8] ^= 1 << (bit % 8) }
  }
  // Syndromes of single flips; sums of two must be neither zero nor a third.
  let zero = entry
  var syndromes: [UInt16] = []
  for bit in 0..<224 {
    entry = zero
    flip(bit)
    if entry.isWhole { isSeen = false }
    syndromes.append(syndrome(entry))
  }
  let singles = Set(syndromes)
  #expect(singles.count == 224)
  for one in 0..<224 {
    for other in one + 1..<224
    where singles.contains(syndromes[one] ^ syndromes[other]) {
      isSeen = false
    }
  }
  #expect(isSeen)
}

/// Stored check against computed check.
private func syndrome(_ entry: Entry) -> UInt16 {
  let sound = Entry(
    key: entry.key, expiresAtSeconds: entry.expiresAtSeconds,
    slot: entry.slot, rootTag: entry.rootTag)
  func check(_ entry: Entry) -> UInt16 {
    withUnsafeBytes(of: entry) { $0.load(fromByteOffset: 26, as: UInt16.self) }
  }
  return check(sound) ^ check(entry)
}

@Test func upToThreeFlipsOfANumberAreSeen() {
  var generator = TestSeed.generator()
  for number in [0, 1, 0xff_ffff, UInt32(generator.below(0xff_ffff))] {
    let sound = CheckedNumber(number)
    #expect(sound.value == number)
    let word = unsafeBitCast(sound, to: UInt32.self)
    var isSeen = true
    for a in 0..<32 as Range<UInt32> {
      for b in a..<32 {
        for c in b..<32 {
          let flips = 1 << a ^ 1 << b ^ 1 << c as UInt32
          let flipped = unsafeBitCast(word ^ flips, to: CheckedNumber.self)
          if flipped.value != nil { isSeen = false }
        }
      }
    }
    #expect(isSeen)
  }
  #expect(unsafeBitCast(UInt32(0), to: CheckedNumber.self).value == nil)
}

@Test func memoryThatReadsZeroIsNotWhole() {
  var entry = Entry.free(next: 0)
  #expect(entry.isWhole && entry.isFree)
  withUnsafeMutableBytes(of: &entry) { bytes in
    for index in bytes.indices { bytes[index] = 0 }
  }
  #expect(!entry.isWhole)
}

@Test func aFoldSeesEveryChangeOfAWord() {
  func fold(_ words: [UInt64]) -> UInt64 {
    var fold = Fold()
    for word in words { fold.take(word) }
    return fold.value
  }
  let words: [UInt64] = [0, 0x0123_4567_89ab_cdef, .max]
  for index in 0..<3 {
    for bit in 0..<64 as Range<UInt64> {
      var other = words
      other[index] ^= 1 << bit
      #expect(fold(other) != fold(words))
    }
  }
}
