// SPDX-License-Identifier: Apache-2.0

import ScrapBoard
import Testing

@Suite struct CardTests {
  /// A register from its bits: (highest bit, lowest, value).
  private static func register(
    _ fields: (Int, Int, UInt32)...
  ) -> InlineArray<4, UInt32> {
    var words = InlineArray<4, UInt32>(repeating: 0)
    for (high, low, value) in fields {
      for bit in low...high where value >> UInt32(bit - low) & 1 == 1 {
        words[3 - bit / 32] |= 1 << UInt32(bit % 32)
      }
    }
    return words
  }

  @Test func aStandardCardTellsItsSize() {
    // 2 GiB in blocks of 1,024 bytes: the greatest of the first structure.
    let data = CardSpecificData(
      Self.register((83, 80, 10), (73, 62, 4095), (49, 47, 7)))
    #expect(data?.sectorCount == 4_194_304)
    let small = CardSpecificData(
      Self.register((83, 80, 9), (73, 62, 0), (49, 47, 0)))
    #expect(small?.sectorCount == 4)
  }

  @Test func aHighCapacityCardTellsItsSize() {
    let data = CardSpecificData(
      Self.register((127, 126, 1), (69, 48, 15_159)))
    #expect(data?.sectorCount == 15_160 * 1024)
  }

  @Test func aStructureThatNobodyKnowsIsRefused() {
    #expect(CardSpecificData(Self.register((127, 126, 2))) == nil)
    #expect(CardSpecificData(Self.register((127, 126, 3))) == nil)
    #expect(CardSpecificData(Self.register((83, 80, 8))) == nil)
    #expect(CardSpecificData(Self.register((83, 80, 12))) == nil)
  }

  @Test func eitherBitOfWriteProtectionCounts() {
    for bit in [12, 13] {
      let data = CardSpecificData(
        Self.register((127, 126, 1), (bit, bit, 1)))
      #expect(data?.isWriteProtected == true)
    }
    let free = CardSpecificData(Self.register((127, 126, 1)))
    #expect(free?.isWriteProtected == false)
  }

  /// The words of the SD Host Controller specification, by hand.
  @Test func commandsAreEncodedAsTheControllerTakesThem() {
    #expect(CardCommand.goIdle.word == 0x0000_0000)
    #expect(CardCommand.allIdentification.word == 0x0209_0000)
    #expect(CardCommand.relativeAddress.word == 0x031a_0000)
    #expect(CardCommand.select.word == 0x071b_0000)
    #expect(CardCommand.readBlock.word == 0x113a_0010)
    #expect(CardCommand.writeBlock.word == 0x183a_0000)
    #expect(CardCommand.operatingConditions.word == 0x2902_0000)
    #expect(CardCommand.application.word == 0x371a_0000)
    #expect(CardCommand.interfaceCondition.index == 8)
    #expect(CardCommand.extendedData.index == 8)
    #expect(CardCommand.extendedData.hasData)
    #expect(!CardCommand.interfaceCondition.hasData)
  }
}
