// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// How many entries each root subject has, in two rows of counters.
///
/// A tag of 16 bits picks a counter by its low bits in one row and by its high
/// bits in the other; the lesser of the two is never too low. It is too high
/// where both are shared: with one subject if the tags are equal in the bits
/// used, with two if each shares one. At most one byte for each entry of the
/// capacity, 128 at least and 262,144 at most.
struct SubjectCounts {
  private let counters: Table<CheckedNumber>
  private let rowBitCount: UInt32

  init(
    in memory: UnsafeMutableRawBufferPointer, atByteOffset start: Int,
    capacity: UInt32
  ) {
    rowBitCount = Self.rowBitCount(capacity: capacity)
    unsafe counters = Table(
      in: memory, atByteOffset: start, count: 2 &<< Int(rowBitCount))
  }

  static func byteCount(capacity: UInt32) -> Int {
    8 &<< Int(rowBitCount(capacity: capacity))
  }

  private static func rowBitCount(capacity: UInt32) -> UInt32 {
    var bitCount: UInt32 = 4
    while bitCount < 15, 16 &<< bitCount <= capacity { bitCount += 1 }
    return bitCount
  }

  func removeAll() { counters.fill(with: CheckedNumber(0)) }

  /// How many counters there are.
  var counterCount: Int { counters.count }

  /// No fewer entries than the tag's subject has.
  func count(_ tag: UInt16) throws(MemoryDamage) -> UInt32 {
    try min(counter(low(tag)), counter(high(tag)))
  }

  func add(_ tag: UInt16) throws(MemoryDamage) {
    try set(low(tag), to: counter(low(tag)) + 1)
    try set(high(tag), to: counter(high(tag)) + 1)
  }

  /// The same during a recovery, at whose end every counter is checked.
  func recover(_ tag: UInt16) throws(MemoryDamage) {
    try increment(low(tag))
    try increment(high(tag))
  }

  private func increment(_ index: Int) throws(MemoryDamage) {
    var count = counters[index]
    guard count.increment() else { throw MemoryDamage() }
    counters[index] = count
  }

  func remove(_ tag: UInt16) throws(MemoryDamage) {
    let one = try counter(low(tag))
    let other = try counter(high(tag))
    guard one > 0, other > 0 else { throw MemoryDamage() }
    try set(low(tag), to: one - 1)
    try set(high(tag), to: other - 1)
  }

  /// No fewer entries than any subject has. Looks at every counter.
  func greatest() throws(MemoryDamage) -> UInt32 {
    let width = counters.count / 2
    var low: UInt32 = 0
    var high: UInt32 = 0
    for index in 0..<width {
      low = try max(low, counter(index))
      high = try max(high, counter(width + index))
    }
    return min(low, high)
  }

  func counter(_ index: Int) throws(MemoryDamage) -> UInt32 {
    guard let count = counters[index].value else { throw MemoryDamage() }
    return count
  }

  private func set(_ index: Int, to count: UInt32) throws(MemoryDamage) {
    guard count <= CheckedNumber.max else { throw MemoryDamage() }
    counters[index] = CheckedNumber(count)
  }

  private func low(_ tag: UInt16) -> Int {
    Int(tag) & (counters.count / 2 - 1)
  }

  private func high(_ tag: UInt16) -> Int {
    counters.count / 2 + Int(UInt32(tag) &>> (16 &- rowBitCount))
  }
}
