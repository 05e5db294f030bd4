// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ScrapJournal

/// The checksum by its definition, a bit at a time.
private func bitwiseChecksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var remainder = ~UInt32(0)
  for byte in bytes {
    remainder ^= UInt32(byte)
    for _ in 0..<8 {
      remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82f6_3b78 : 0)
    }
  }
  return ~remainder
}

/// The checksum of a part of some bytes, wherever that begins.
private func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
  var bytes = bytes
  return bytes.withUnsafeMutableBytes {
    WorkMemory(UnsafeMutableRawBufferPointer(rebasing: $0[range]))
      .checksum(ofFirst: range.count)
  }
}

@Test func theChecksumIsThePublishedOne() {
  let digits = Array("123456789".utf8)
  var single = CRC32C()
  for byte in digits { single.take(byte) }
  #expect(single.value == 0xe306_9283)
  #expect(checksum(digits, 0..<9) == 0xe306_9283)
  // RFC 3720, appendix B.4.
  #expect(checksum(Array(repeating: 0, count: 32), 0..<32) == 0x8a91_36aa)
  #expect(checksum(Array(repeating: 0xff, count: 32), 0..<32) == 0x62a8_ab43)
  #expect(checksum(Array(0..<32), 0..<32) == 0x46dd_794e)
}

@Test func theTableIsThatOfThePolynomial() {
  for byte in 0..<256 as Range<UInt32> {
    var remainder = byte
    for power in 0..<4 {
      for _ in 0..<8 {
        remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82f6_3b78 : 0)
      }
      #expect(CRC32C.table[power * 256 + Int(byte)] == remainder)
    }
  }
}

@Test func theChecksumOfAnyBytesAnywhereIsThatOfTheDefinition() {
  var random = TestSeed.generator()
  for length in 0..<300 {
    let start = random.below(9)
    let bytes = random.bytes(start + length + random.below(5))
    let range = start..<start + length
    #expect(checksum(bytes, range) == bitwiseChecksum(bytes[range]))
  }
}

@Test func theChecksumDoesNotDependOnHowItsBytesCome() {
  var random = TestSeed.generator()
  for _ in 0..<200 {
    let number = random.next()
    let single = UInt8(truncatingIfNeeded: random.next())
    let tail = random.bytes(random.below(60))
    let inOrder = (0..<8).map {
      UInt8(truncatingIfNeeded: number >> (56 - 8 * $0))
    }
    var begun = CRC32C()
    begun.take(single)
    begun.take(number)
    var bytes = tail
    let found = bytes.withUnsafeMutableBytes {
      WorkMemory($0).checksum(ofFirst: tail.count, from: begun)
    }
    #expect(found == bitwiseChecksum([single] + inOrder + tail))
  }
}
