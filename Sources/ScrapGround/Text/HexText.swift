// SPDX-License-Identifier: Apache-2.0

/// Bytes as hexadecimal digits.
public enum HexText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The bytes in lower-case digits.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that digits of either case stand for, two for each; linear in
  /// their number.
  ///
  /// - Returns: nil if there is an odd number of digits, or anything else.
  public static func bytes(
    _ text: some RandomAccessCollection<UInt8>
  ) -> [UInt8]? {
    let found = text.withContiguousStorageIfAvailable { bytes($0) }
    return found ?? bytes(Array(text))
  }

  private static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    let count = text.count / 2
    var isHex = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, used in
      values.withUnsafeBufferPointer { values in
        for index in 0..<count {
          let high = values[Int(text[index &* 2])]
          let low = values[Int(text[index &* 2 &+ 1])]
          if (high | low) & 0xf0 != 0 { isHex = false }
          bytes[index] = high &<< 4 | low
        }
      }
      used = count
    }
    return isHex ? bytes : nil
  }

  /// What each byte stands for as a digit; 255 if it is none.
  private static let values: [UInt8] = (0...255).map { value($0) ?? 255 }

  /// The bytes that a string's digits stand for; nil as above.
  public static func bytes(_ text: String) -> [UInt8]? {
    bytes(Array(text.utf8))
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
