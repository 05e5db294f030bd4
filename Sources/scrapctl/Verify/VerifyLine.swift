// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// One line of `scrapctl verify`: maybe a time, and an item.
struct VerifyLine: Equatable {
  /// Trusted time from here on, Unix seconds; nil to leave it.
  var seconds: UInt64?
  /// What is presented.
  var item: Item

  /// Reads a line without its end; nil if it is not hex.
  ///
  /// "@SECONDS" without anything behind it is a time before an empty item.
  init?(_ line: ArraySlice<UInt8>, as kind: VerifyCommand.ItemKind) {
    var rest = line
    if line.first == UInt8(ascii: "@") {
      let end = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
      guard let seconds = Self.seconds(line[line.startIndex + 1..<end])
      else { return nil }
      self.seconds = seconds
      rest = end < line.endIndex ? line[(end + 1)...] : []
    } else {
      self.seconds = nil
    }
    switch kind {
    case .request:
      guard let message = HexText.bytes(rest) else { return nil }
      self.item = .request(message)
    case .chain:
      guard let chain = Source.chain(rest) else { return nil }
      self.item = .chain(chain)
    }
  }

  private static func seconds(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard !digits.isEmpty,
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}
