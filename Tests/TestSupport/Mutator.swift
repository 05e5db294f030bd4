// SPDX-License-Identifier: Apache-2.0

/// Spoils bytes in ways that matter to a parser of records.
public struct Mutator: Sendable {
  /// Where its choices come from.
  public var random: TestRandom

  /// Types that are near a rule of some stream.
  private static let types: [UInt64] = [
    0, 1, 2, 3, 4, 6, 8, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 26,
    28, 239, 240, 241, 252, 253, 254, 255, 65_535, 65_536, 1 << 32, .max,
  ]

  /// Makes a mutator.
  public init(random: TestRandom) { self.random = random }

  /// `bytes` after one to three changes; `other` is where foreign parts come
  /// from.
  public mutating func mutate(
    _ bytes: [UInt8], with other: [UInt8]
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(3) {
      bytes =
        random.oneIn(2)
        ? mutateBytes(bytes, with: other) : mutateRecords(bytes, with: other)
    }
    return bytes
  }

  /// Changes the bytes of a message's body, and mostly makes the header fit.
  public mutating func mutateMessage(
    _ message: [UInt8], with other: [UInt8]
  ) -> [UInt8] {
    guard message.count > 3, !random.oneIn(8) else {
      return mutate(message, with: other)
    }
    let body = mutate(Array(message[3...]), with: Array(other.dropFirst(3)))
    return [message[0]] + NaiveInteger.bigEndian(UInt64(body.count), 2) + body
  }

  private mutating func mutateBytes(
    _ bytes: [UInt8], with other: [UInt8]
  ) -> [UInt8] {
    var bytes = bytes
    let place = random.below(bytes.count + 1)
    switch random.below(6) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8(random.below(8))
    case 1 where place < bytes.count:
      bytes[place] = UInt8(truncatingIfNeeded: random.integer())
    case 2: bytes.removeSubrange(place...)
    case 3: bytes += random.bytes(random.below(9))
    case 4: bytes.insert(contentsOf: random.bytes(random.below(4)), at: place)
    default:
      // Splice: the beginning of one input, the end of the other.
      let cut = random.below(other.count + 1)
      bytes = Array(bytes[..<place]) + Array(other[cut...])
    }
    return bytes
  }

  private mutating func mutateRecords(
    _ bytes: [UInt8], with other: [UInt8]
  ) -> [UInt8] {
    var stream = RecordStream(splitting: bytes)
    guard !stream.records.isEmpty else { return bytes }
    let index = random.below(stream.records.count)
    switch random.below(11) {
    case 0: stream.records.remove(at: index)
    case 1: stream.records.insert(stream.records[index], at: index)
    case 2:
      stream.records.swapAt(index, random.below(stream.records.count))
    case 3: stream.records[index].type = random.pick(Self.types)
    case 4: stream.records[index].claimedLength = random.integer()
    case 5: stream.records[index].typeByteCount = random.pick([3, 5, 9])
    case 6: stream.records[index].lengthByteCount = random.pick([3, 5, 9])
    case 7:
      let count = random.below(2 * stream.records[index].value.count + 2)
      stream.records[index].value = random.bytes(count)
    case 8:
      // The same length, an end of the range.
      let fill = random.pick([0, 1, 0x7f, 0x80, 0xff] as [UInt8])
      let count = stream.records[index].value.count
      stream.records[index].value = [UInt8](repeating: fill, count: count)
    case 9:
      // A neighbour's value: times that are the same, or the wrong way round.
      let from = random.below(stream.records.count)
      stream.records[index].value = stream.records[from].value
    default:
      let foreign = RecordStream(splitting: other).records
      guard !foreign.isEmpty else { return bytes }
      stream.records.insert(random.pick(foreign), at: index)
    }
    return stream.bytes
  }
}
