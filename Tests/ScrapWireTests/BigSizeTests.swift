// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import Testing

@Suite struct BigSizeTests {
  @Test(arguments: [(0, 1), (252, 1), (253, 3), (65535, 3), (65536, 5)])
  func onlyTheShortestFormIsValid(value: UInt64, byteCount: Int) {
    #expect(BigSize.byteCount(of: value) == byteCount)
  }
}
