// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// Reads that show once what is not there.
struct FalseReadTests {
  /// The newest mark stands in one copy alone, and any one read of a start is
  /// false: that may be a loss, never a mark that was not completed.
  @Test(arguments: [0, 1])
  func oneFalseReadForgetsNoMarkThatOneCopyHas(_ copy: Int) {
    let rig = Rig()
    let medium = rig.medium
    medium.keepStaleImage()
    for number in 1...3 as ClosedRange<UInt64> {
      #expect(rig.mark(chain([token(number)])) == nil)
    }
    medium.flip(
      bit: rig.range(ofSlot: 3, segment: 1, copy: copy).lowerBound * 8)
    let sound = medium.readCount
    #expect(rig.boot() == .ready)
    let readCount = medium.readCount - sound
    var readyCount = 0
    for fault in [.blank, .stale] as [MemoryMedium.ReadFault] {
      for read in 0..<readCount {
        medium.readFaults = [medium.readCount + read: fault]
        let outcome = rig.boot()
        medium.readFaults = [:]
        guard outcome == .ready else { continue }
        readyCount += 1
        let answer = rig.mark(chain([token(3)]))
        #expect(answer == .replayed, "\(fault), read \(read)")
      }
    }
    #expect(readyCount > readCount)
  }
}
