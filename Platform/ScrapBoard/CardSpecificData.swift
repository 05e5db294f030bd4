// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What a card says about itself in its CSD register, as far as it is needed
/// here (SD Physical Layer, 5.3).
public struct CardSpecificData: Equatable, Sendable, BitwiseCopyable {
  /// Sectors of 512 bytes.
  public let sectorCount: UInt64
  /// Whether the card says that it must not be written, for now or for ever.
  public let isWriteProtected: Bool

  /// Reads the register of an SD card; nil for a structure that is not known.
  ///
  /// - Parameter words: bits 127 to 96 first.
  public init?(_ words: InlineArray<4, UInt32>) {
    func bits(_ high: Int, _ low: Int) -> UInt64 {
      var value: UInt64 = 0
      var bit = high
      while bit >= low {
        let word = words[3 - bit / 32]
        value = value &<< 1 | UInt64(word &>> UInt32(bit % 32) & 1)
        bit -= 1
      }
      return value
    }
    switch bits(127, 126) {
    case 0:
      let length = bits(83, 80)
      guard length >= 9, length <= 11 else { return nil }
      let blocks = (bits(73, 62) + 1) &<< (bits(49, 47) + 2)
      sectorCount = blocks &<< (length - 9)
    case 1: sectorCount = (bits(69, 48) + 1) * 1024
    default: return nil
    }
    isWriteProtected = bits(13, 12) != 0
  }
}
