// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Looks for what JSON readers pass over in silence: a name that stands twice
/// in one object.
enum JSONMembers {
  /// The first name that an object of `text` repeats; nil if none does.
  ///
  /// Only well-formed JSON is told about rightly.
  static func firstRepeated(in text: [UInt8]) -> String? {
    var names: [Set<String>] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"): names.append([])
      case UInt8(ascii: "}"): _ = names.popLast()
      case UInt8(ascii: "\""):
        let end = endOfString(text, from: index)
        if isName(text, endingAt: end), let depth = names.indices.last {
          let name = decoded(text[index..<end])
          if !names[depth].insert(name).inserted { return name }
        }
        index = end
        continue
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The index behind the closing quote of the string that begins at `start`.
  private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, text.count)
  }

  private static func isName(_ text: [UInt8], endingAt end: Int) -> Bool {
    let rest = text[end...].first { byte in
      ![0x20, 0x09, 0x0a, 0x0d].contains(byte)
    }
    return rest == UInt8(ascii: ":")
  }

  private static func decoded(_ literal: ArraySlice<UInt8>) -> String {
    let text = try? JSONDecoder().decode(
      [String].self,
      from:
        Data([UInt8(ascii: "[")] + literal + [UInt8(ascii: "]")]))
    return text?.first ?? String(decoding: literal, as: UTF8.self)
  }
}
