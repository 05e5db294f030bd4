// SPDX-License-Identifier: Apache-2.0

/// The bytes that a string of hex digits stands for; nil if it is none.
public func bytes(hex: String) -> [UInt8]? {
  let digits = Array(hex.utf8)
  guard digits.count.isMultiple(of: 2) else { return nil }
  return try? stride(from: 0, to: digits.count, by: 2).map { index in
    let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
    guard let byte = UInt8(pair, radix: 16) else { throw NotHex() }
    return byte
  }
}

private struct NotHex: Error {}
