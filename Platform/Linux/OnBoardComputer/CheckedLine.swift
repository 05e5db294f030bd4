// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround

/// A line of words with a check behind them, the first 8 bytes of the SHA-256
/// of what stands before it, as it stands in a file.
struct CheckedLine {
  /// With the line's end.
  let bytes: [UInt8]

  /// A line of these words, which have no line end in them.
  init(_ words: String) {
    let hash = SHA256.hash(Array(words.utf8).span)
    bytes = Array(
      "\(words) \(HexText.text(array(hash.span).prefix(8)))\n".utf8)
  }

  /// A line as it was read, without its end; nil if it does not check.
  init?(reading line: ArraySlice<UInt8>) {
    guard let end = line.lastIndex(of: UInt8(ascii: " ")) else { return nil }
    let words = String(decoding: line[..<end], as: UTF8.self)
    self.init(words)
    guard bytes.dropLast() == line else { return nil }
  }

  /// The words.
  var words: [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: " ").dropLast()
      .map(String.init)
  }
}
