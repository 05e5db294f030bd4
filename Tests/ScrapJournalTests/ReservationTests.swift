// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// Slots that a failed write may have begun are never written again.
struct ReservationTests {
  /// A bit flips in a blank slot, so that the next append passes over it; that
  /// write fails and reads blank. The medium traps if its place is programmed
  /// again.
  @Test(arguments: 0..<2, [false, true])
  func aWriteBehindADamagedBlankSlotIsNotRepeatedAfterARestart(
    copy: Int, isCut: Bool
  ) throws {
    let rig = Rig()
    let medium = rig.medium
    for number in 1...3 as ClosedRange<UInt64> {
      #expect(rig.mark(chain([token(number)])) == nil)
    }
    let damaged = rig.range(ofSlot: 5, segment: 1, copy: copy)
    medium.flip(bit: damaged.lowerBound * 8)
    let wanted = rig.range(ofSlot: 8, segment: 1, copy: 0)
    var hitCount = 0
    medium.onOperation = { [unowned medium] operation in
      guard operation.range.lowerBound == wanted.lowerBound,
        operation.kind == .program
      else { return }
      hitCount += 1
      medium.faults[medium.operationCount] = MemoryMedium.Fault(
        .nothing, isCut ? .powerFailure : .success)
    }
    let refusal = rig.mark(chain([token(4), token(5)]))
    #expect(refusal != nil)
    #expect(hitCount == 1)
    let reserved = try #require(rig.control?.reservedSlotEnd)
    #expect(reserved == 12)
    #expect(rig.boot() == .ready)
    #expect(rig.mark(chain([token(6)])) == nil)
    #expect(hitCount == 1)
    medium.onOperation = nil
    #expect(rig.boot() == .ready)
    for number in [1, 2, 3, 6] as [UInt64] {
      #expect(rig.mark(chain([token(number)])) == .replayed)
    }
  }
}
