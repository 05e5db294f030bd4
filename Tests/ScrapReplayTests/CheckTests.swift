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

/// The same, bit by bit.
private func plainChecksum(_ bytes: [UInt8]) -> UInt16 {
  var rest: UInt16 = 0xffff
  for byte in bytes {
    rest ^= UInt16(byte) << 8
    for _ in 0..<8 {
      rest = rest & 0x8000 == 0 ? rest << 1 : rest << 1 ^ 0x1021
    }
  }
  return rest
}

@Test func theChecksumIsTheOneOfTheCCITT() {
  #expect(plainChecksum(Array("123456789".utf8)) == 0x29b1)
  var generator = TestSeed.generator()
  for count in 0..<200 {
    let bytes = generator.bytes(2 + count % 5 * 8)
    func number(_ range: Range<Int>) -> UInt64 {
      bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
    }
    var crc = CRC16(UInt16(number(0..<2)))
    for start in stride(from: 2, to: bytes.count, by: 8) {
      crc.take(number(start..<start + 8))
    }
    #expect(crc.value == plainChecksum(bytes))
  }
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
