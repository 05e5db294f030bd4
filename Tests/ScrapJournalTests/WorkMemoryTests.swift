// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapJournal

/// Work memory of so many bytes, with as many beside it that must not change.
private final class Bytes {
  private static let margin = 9
  private let all: UnsafeMutableRawBufferPointer
  let memory: WorkMemory

  init(_ count: Int) {
    all = .allocate(byteCount: count + 2 * Self.margin, alignment: 1)
    all.initializeMemory(as: UInt8.self, repeating: 0xa5)
    memory = WorkMemory(
      UnsafeMutableRawBufferPointer(
        rebasing: all[Self.margin..<Self.margin + count]))
  }

  deinit { all.deallocate() }

  var values: [UInt8] { (0..<memory.count).map { memory[$0] } }

  /// Whether the bytes around the memory are as they were.
  var isIntact: Bool {
    all.prefix(Self.margin).allSatisfy { $0 == 0xa5 }
      && all.suffix(Self.margin).allSatisfy { $0 == 0xa5 }
  }
}

@Test func numbersAreBigEndianAtEveryPlace() {
  let value: UInt64 = 0x0102_0304_0506_0708
  for byteCount in [2, 4, 8] {
    for start in 0...(20 - byteCount) {
      let bytes = Bytes(20)
      bytes.memory.fill(with: 0)
      bytes.memory.store(value, at: start, byteCount: byteCount)
      var expected = [UInt8](repeating: 0, count: 20)
      for index in 0..<byteCount {
        expected[start + index] = UInt8(8 - byteCount + 1 + index)
      }
      #expect(bytes.values == expected)
      #expect(bytes.isIntact)
      let found = bytes.memory.number(at: start, byteCount: byteCount)
      #expect(found == value & (.max >> UInt64(64 - 8 * byteCount)))
      if byteCount == 4 {
        #expect(bytes.memory.number32(at: start) == 0x0506_0708)
      }
    }
  }
}

@Test func fillingKeepsToTheMemory() {
  for count in 0..<40 {
    let bytes = Bytes(count)
    bytes.memory.fill(with: 0x3c)
    #expect(bytes.values.allSatisfy { $0 == 0x3c })
    #expect(bytes.isIntact)
  }
}

@Test func everyDifferenceIsSeenUpToTheLastByteComparedAndNoFurther() {
  for count in 0..<40 {
    let one = Bytes(count + 1)
    let other = Bytes(count + 1)
    one.memory.fill(with: 0x77)
    other.memory.fill(with: 0x77)
    one.memory[count] = 0x78
    #expect(one.memory.isEqual(to: other.memory, byteCount: count))
    for index in 0..<count {
      one.memory[index] ^= 0x10
      #expect(!one.memory.isEqual(to: other.memory, byteCount: count))
      one.memory[index] ^= 0x10
    }
  }
}

@Test func everyProgrammedBitIsCounted() {
  for count in 0..<40 {
    let bytes = Bytes(count)
    bytes.memory.fill(with: 0xff)
    #expect(bytes.memory.programmedBitCount() == 0)
    for bit in 0..<8 * count {
      bytes.memory[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(bytes.memory.programmedBitCount() == 1)
      bytes.memory[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    bytes.memory.fill(with: 0)
    #expect(bytes.memory.programmedBitCount() == 8 * count)
  }
}

@Test func programmedBitsAreCountedAsOneByOne() {
  var random = TestSeed.generator()
  for _ in 0..<100 {
    let bytes = Bytes(random.below(70))
    let drawn = random.bytes(bytes.memory.count)
    for index in 0..<drawn.count { bytes.memory[index] = drawn[index] }
    let expected = drawn.reduce(0) { $0 + 8 - $1.nonzeroBitCount }
    #expect(bytes.memory.programmedBitCount() == expected)
  }
}

@Test func aPartIsWhereItWasAskedFor() {
  let bytes = Bytes(30)
  for index in 0..<30 { bytes.memory[index] = UInt8(index) }
  let part = bytes.memory.part(from: 11, byteCount: 8)
  #expect(part.count == 8)
  #expect(part.number(at: 0, byteCount: 8) == 0x0b0c_0d0e_0f10_1112)
  #expect(bytes.memory.part(from: 30, byteCount: 0).count == 0)
}
