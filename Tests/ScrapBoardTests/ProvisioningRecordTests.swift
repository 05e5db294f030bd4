// SPDX-License-Identifier: Apache-2.0

import ScrapBoard
import ScrapCrypto
import TestSupport
import Testing

@Suite struct ProvisioningRecordTests {
  private static func record(
    format: UInt8 = 1, flags: UInt8 = 1, profile: [UInt8] = [7, 8, 9]
  ) -> [UInt8] {
    var record = Array("SCRAPPRV".utf8) + [0, format, 0, flags]
    record += [0, 0, 0, UInt8(profile.count)]
    record += [UInt8](repeating: 1, count: 32)
    record += [UInt8](repeating: 2, count: 32) + profile
    let checksum = SHA256.hash(record.span)
    return record + (0..<32).map { checksum.bytes[$0] }
  }

  private static func flags(
    of bytes: [UInt8]
  ) throws(ProvisioningError) -> (BoardFlags, [UInt8]) {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: bytes.count)
    defer { memory.deallocate() }
    _ = memory.initialize(from: bytes)
    let record = try ProvisioningRecord(UnsafeBufferPointer(memory))
    return (record.flags, Array(record.profile))
  }

  @Test func aWholeRecordIsTakenWithWhateverLiesBehindIt() throws {
    let (flags, profile) = try Self.flags(of: Self.record() + [0xff, 0xff])
    #expect(flags.contains(.laboratory) && !flags.contains(.watchdog))
    #expect(profile == [7, 8, 9])
  }

  @Test func everyFlippedBitIsRefused() throws {
    let record = Self.record()
    for bit in 0..<record.count * 8 {
      var flipped = record
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: ProvisioningError.self, "bit \(bit)") {
        try Self.flags(of: flipped)
      }
    }
  }

  @Test func everyPrefixIsRefused() {
    let record = Self.record()
    for count in 0..<record.count {
      #expect(throws: ProvisioningError.self) {
        try Self.flags(of: Array(record[..<count]))
      }
    }
  }

  @Test func whatNobodyUnderstandsIsRefused() {
    #expect(throws: ProvisioningError.otherFormat) {
      try Self.flags(of: Self.record(format: 2))
    }
    #expect(throws: ProvisioningError.unknownFlags) {
      try Self.flags(of: Self.record(flags: 4))
    }
    #expect(throws: ProvisioningError.noRecord) {
      try Self.flags(of: [UInt8](repeating: 0xff, count: 512))
    }
  }

  @Test func anEnormousLengthIsRefused() {
    var record = Self.record()
    for index in 12..<16 { record[index] = 0xff }
    #expect(throws: ProvisioningError.tooLong) {
      try Self.flags(of: record)
    }
  }
}
