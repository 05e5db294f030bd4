// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The bytes of a sentence after `$`, without checksum and line end.
struct NMEASentence: ~Escapable {
  private let bytes: Span<UInt8>

  /// Checks the checksum: an asterisk and two hexadecimal digits at the end.
  @_lifetime(copy bytes)
  init(checking bytes: Span<UInt8>) throws(NMEAProblem) {
    let end = bytes.count - 3
    guard end >= 0, bytes[end] == UInt8(ascii: "*"),
      let high = Self.hexDigit(bytes[end + 1]),
      let low = Self.hexDigit(bytes[end + 2])
    else { throw .checksumMissing }
    var sum: UInt8 = 0
    for index in 0..<end { sum ^= bytes[index] }
    guard sum == high &<< 4 | low else { throw .checksumWrong }
    self.bytes = bytes.extracting(0..<end)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// How many fields there are, the address among them.
  var fieldCount: Int {
    var count = 1
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: ",") {
      count += 1
    }
    return count
  }

  /// A field; the address is number 0. Empty where there is none.
  @_lifetime(copy self)
  func field(_ number: Int) -> Span<UInt8> {
    var start = 0
    var passed = 0
    for index in 0..<bytes.count where bytes[index] == UInt8(ascii: ",") {
      if passed == number { return bytes.extracting(start..<index) }
      passed += 1
      start = index + 1
    }
    let end = bytes.count
    return bytes.extracting(passed == number ? start..<end : end..<end)
  }

  /// Whether the address names this kind of sentence, from any talker that is
  /// not a maker of its own sentences (P).
  func isKind(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    let address = field(0)
    return address.count == 5 && address[0] != UInt8(ascii: "P")
      && address[2] == a && address[3] == b && address[4] == c
  }
}
