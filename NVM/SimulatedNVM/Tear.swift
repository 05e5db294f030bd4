// SPDX-License-Identifier: Apache-2.0

/// A range whose program or erase was cut: its cells hold neither the old nor
/// the new value for certain.
struct Tear {
  var start: Int
  var old: [UInt8]
  var new: [UInt8]

  /// Draws what the cells read this time.
  func draw(into bytes: inout [UInt8], by chance: inout Chance) {
    let kind = chance.next() % 4
    let border = Int(chance.next() % UInt64(old.count + 1))
    for index in 0..<old.count {
      switch kind {
      case 0: bytes[start + index] = old[index]
      case 1: bytes[start + index] = new[index]
      case 2: bytes[start + index] = index < border ? new[index] : old[index]
      default:
        let mask = UInt8(truncatingIfNeeded: chance.next())
        bytes[start + index] = old[index] & mask | new[index] & ~mask
      }
    }
  }
}

/// Chance that a seed repeats.
struct Chance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
