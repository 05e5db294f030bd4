// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM
import Testing

@testable import ScrapJournal

/// A field of a control record or segment header, and a number that no
/// journal writes.
private struct Field: CustomTestStringConvertible, Sendable {
  var name: String
  var offset: Int
  var byteCount: Int
  var value = UInt64.max
  var testDescription: String { name }
}

/// Puts a number into every record with this magic, and seals it anew.
private func forge(
  _ field: Field, in rig: Rig, magic: UInt64, byteCount: Int
) {
  for start in stride(from: 0, to: rig.medium.bytes.count, by: 16) {
    let end = start + byteCount
    guard end <= rig.medium.bytes.count else { return }
    var found: UInt64 = 0
    for index in 0..<8 {
      found = found << 8 | UInt64(rig.medium.bytes[start + index])
    }
    guard found == magic else { continue }
    for index in 0..<field.byteCount {
      rig.medium.bytes[start + field.offset + index] = UInt8(
        truncatingIfNeeded: field.value
          >> UInt64(8 * (field.byteCount - 1 - index)))
    }
    var checksum = CRC32C()
    for index in start..<end - 4 { checksum.take(rig.medium.bytes[index]) }
    for index in 0..<4 {
      rig.medium.bytes[end - 4 + index] = UInt8(
        truncatingIfNeeded: checksum.value >> UInt32(24 - 8 * index))
    }
  }
}

@Test(arguments: [
  Field(name: "current segment", offset: 52, byteCount: 8),
  Field(name: "intent segment", offset: 60, byteCount: 8),
  Field(name: "forgiven segment", offset: 68, byteCount: 8),
  Field(name: "reserved slot end", offset: 244, byteCount: 4),
  // The place of every record in the first sector, of a far turn.
  Field(
    name: "sequence", offset: 20, byteCount: 8,
    value: UInt64.max / 6 * 6),
])
private func aControlRecordOfImpossibleNumbersIsNone(_ field: Field) {
  let rig = Rig()
  #expect(rig.mark(chain([token(1)])) == nil)
  forge(field, in: rig, magic: ControlRecord.magic, byteCount: 256)
  #expect(rig.boot() == .blank)
  #expect(rig.mark(chain([token(2)])) == .unavailable)
}

@Test private func aSegmentOfAnImpossibleNumberIsLost() {
  let rig = Rig()
  #expect(rig.mark(chain([token(1)])) == nil)
  let number = Field(name: "number", offset: 20, byteCount: 8)
  forge(number, in: rig, magic: SegmentHeader.magic, byteCount: 48)
  #expect(rig.boot() == .lossDetected)
  #expect(rig.mark(chain([token(1)])) == .unavailable)
}

@Test(arguments: [true, false])
private func aHorizonAtTheEndOfTimeRefusesEveryLimit(_ isControl: Bool) {
  let rig = Rig()
  #expect(rig.mark(chain([token(1)])) == nil)
  if isControl {
    let horizon = Field(name: "horizon", offset: 76, byteCount: 8)
    forge(horizon, in: rig, magic: ControlRecord.magic, byteCount: 256)
  } else {
    let horizon = Field(name: "horizon", offset: 32, byteCount: 8)
    forge(horizon, in: rig, magic: SegmentHeader.magic, byteCount: 48)
  }
  #expect(rig.boot() == .ready)
  let limit = RateLimit(count: 5, periodSeconds: 60)
  let limited = rig.mark(chain([token(2, ledger: 7, limit: limit)]))
  #expect(limited == .rateExceeded)
  #expect(rig.mark(chain([token(2, ledger: 7)])) == nil)
}
