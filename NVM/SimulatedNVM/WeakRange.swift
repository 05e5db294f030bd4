// SPDX-License-Identifier: Apache-2.0

/// A range whose program or erase was not finished: its cells hold neither the
/// old nor the new value for certain.
struct WeakRange {
  var range: Range<Int>
  var old: [UInt8]
  var new: [UInt8]

  /// Draws what the cells of `part` read this time: as before, as asked, some
  /// bytes of each, or a mixture of bits.
  ///
  /// - Precondition: `part` lies in `range`, `target` is as long.
  func draw(
    _ part: Range<Int>, into target: UnsafeMutableRawBufferPointer,
    by chance: inout SeededChance
  ) {
    let kind = chance.below(4)
    let border = chance.below(range.count + 1)
    let density = 1 + chance.below(15)
    let start = part.lowerBound - range.lowerBound
    var mask: UInt64 = 0
    for index in 0..<part.count {
      let place = start + index
      switch kind {
      case 0: target[index] = old[place]
      case 1: target[index] = new[place]
      case 2: target[index] = place < border ? new[place] : old[place]
      default:
        if index & 7 == 0 { mask = chance.bits(sixteenths: density) }
        let bits = UInt8(truncatingIfNeeded: mask)
        target[index] = new[place] & bits | old[place] & ~bits
        mask &>>= 8
      }
    }
  }
}
