// SPDX-License-Identifier: Apache-2.0

/// The bytes of a store's file, by the numbers of FORMAT.md.
struct StoreBytes {
  var bytes: [UInt8]

  private static let sectorByteCount = 4_096
  private static let slotByteCount = 48
  private static let controlSectorCount = 4

  /// Where copy B begins.
  var half: Int { bytes.count / 2 }

  /// Where the images of the newest control record lie: two in copy A, two in
  /// copy B.
  var controlImages: [Int] {
    let places = stride(
      from: 0, to: Self.controlSectorCount * Self.sectorByteCount, by: 512
    ).filter { isControl($0) }
    guard let newest = places.max(by: { number($0) < number($1) }) else {
      return []
    }
    return [newest, newest + 256, newest + half, newest + half + 256]
  }

  /// Where every control record of both copies lies.
  var allControlImages: [Int] {
    stride(from: 0, to: bytes.count, by: 256).filter { isControl($0) }
  }

  private func isControl(_ place: Int) -> Bool {
    bytes[place..<place + 8].elementsEqual("SCRAPCTL".utf8)
  }

  private func number(_ place: Int) -> UInt64 {
    bytes[place + 20..<place + 28].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Where a segment begins in copy A.
  func segment(_ number: Int) -> Int {
    let segments = half / Self.sectorByteCount - Self.controlSectorCount
    return (Self.controlSectorCount + number % segments)
      * Self.sectorByteCount
  }

  /// Where the mark of the token with a number, from 1, lies in copy A.
  func mark(_ number: Int) -> Int {
    var count = 0
    for segment in 1...3 {
      for slot in 1..<85 {
        let place = self.segment(segment) + slot * Self.slotByteCount
        if bytes[place] == 1 { count += 1 }
        if count == number { return place }
      }
    }
    preconditionFailure("the store has \(count) marks")
  }

  /// Turns bits of a record over, in the middle of it.
  mutating func damage(_ place: Int) {
    for index in 20..<28 { bytes[place + index] ^= 0x5a }
  }

  mutating func fill(_ range: Range<Int>, _ byte: UInt8) {
    for index in range { bytes[index] = byte }
  }

  /// Puts a number of four bytes into every control record, and seals it.
  mutating func forge(_ field: Int, _ value: UInt32) {
    for start in allControlImages {
      write(value, at: start + field)
      write(Self.checksum(bytes[start..<start + 252]), at: start + 252)
    }
  }

  private mutating func write(_ value: UInt32, at place: Int) {
    for index in 0..<4 {
      bytes[place + index] = UInt8(
        truncatingIfNeeded: value >> UInt32(24 - 8 * index))
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 {
        value = value >> 1 ^ (value & 1 == 1 ? 0x82f6_3b78 : 0)
      }
    }
    return ~value
  }
}
