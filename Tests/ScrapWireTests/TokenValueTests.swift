// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct TokenValueTests {
  private let root = RecordStream.rootToken
  private let full = RecordStream.fullToken

  private func expectRefusedAtValue(
    _ type: UInt64, _ value: [UInt8], _ kind: ParseError.Kind,
    of base: RecordStream? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let token = (base ?? full).with(type, value)
    expectRefused(
      token, kind, at: token.valueOffset(of: type), record: UInt8(type),
      sourceLocation: sourceLocation)
  }

  // E-28
  @Test func everyVersionBut1IsRefused() {
    for version in 0...255 as ClosedRange<UInt8> where version != 1 {
      expectRefusedAtValue(0, [version], .wrongVersion)
    }
    expectWellFormed(full.with(0, [1]))
  }

  // E-27
  @Test func everyFlagIsRefused() {
    for flags in 1...255 as ClosedRange<UInt8> {
      expectRefusedAtValue(1, [flags], .flagsSet)
    }
    expectWellFormed(full.with(1, [0]))
    expectWellFormed(full.without(1))
  }

  // E-38
  @Test(arguments: [2, 20] as [UInt64])
  func aKeyBeginsWith02Or03(type: UInt64) {
    for prefix in 0...255 as ClosedRange<UInt8> {
      let key = RecordStream.key(0x11, prefix: prefix)
      if prefix == 2 || prefix == 3 {
        expectWellFormed(full.with(type, key))
      } else {
        expectRefusedAtValue(type, key, .wrongKeyPrefix)
      }
    }
  }

  // E-30: printable ASCII without space, each byte of the alphabet at each
  // end and in the middle.
  @Test(arguments: [4, 6] as [UInt64])
  func aTextIdIsPrintableASCII(type: UInt64) {
    for byte in 0...255 as ClosedRange<UInt8> {
      for value in [[byte], [0x41, byte], [byte, 0x41], [0x41, byte, 0x41]] {
        if (0x21...0x7e).contains(byte) {
          expectWellFormed(full.with(type, value))
        } else {
          expectRefusedAtValue(type, value, .wrongText)
        }
      }
    }
  }

  // E-33, E-34: told apart by form alone.
  @Test(arguments: [4, 6] as [UInt64])
  func aKeyIs33BytesFrom02Or03AndNothingElse(type: UInt64) {
    for prefix in [2, 3] as [UInt8] {
      expectWellFormed(full.with(type, RecordStream.key(0xff, prefix: prefix)))
      expectWellFormed(full.with(type, RecordStream.key(0, prefix: prefix)))
      for count in [1, 31, 32, 34, 64] {
        let value = [prefix] + [UInt8](repeating: 0x41, count: count - 1)
        expectRefusedAtValue(type, value, .wrongText)
      }
    }
    for prefix in [0, 1, 4, 6, 7, 0xff] as [UInt8] {
      expectRefusedAtValue(
        type, RecordStream.key(0x41, prefix: prefix), .wrongText)
    }
    // 33 printable bytes are a text id.
    expectWellFormed(full.with(type, [UInt8](repeating: 0x32, count: 33)))
    // An x-only key is neither.
    expectRefusedAtValue(
      type, [UInt8](repeating: 0xab, count: 32), .wrongText)
  }

  private func times(_ issuedAt: UInt32, _ expiresAt: UInt32) -> RecordStream {
    root.with(8, NaiveInteger.bigEndian(UInt64(issuedAt), 4))
      .with(10, NaiveInteger.bigEndian(UInt64(expiresAt), 4))
  }

  // E-48
  @Test func aTokenExpiresAfterItWasIssued() {
    for (issuedAt, expiresAt) in [
      (0, 1), (0, .max), (.max - 1, .max), (0x7fff_ffff, 0x8000_0000),
    ] as [(UInt32, UInt32)] {
      expectWellFormed(times(issuedAt, expiresAt))
      for token in [times(expiresAt, issuedAt), times(issuedAt, issuedAt)] {
        expectRefused(
          token, .lifetimeNotPositive, at: token.valueOffset(of: 10),
          record: 10)
      }
    }
  }

  // E-49
  @Test func aTokenThatBeginsAfterItsEndIsRefused() {
    let base = times(1_000, 2_000).adding(Record(19, [0, 0, 0, 0]))
    for after in [0, 1, 999, 1_000, 1_999, 2_000] as [UInt64] {
      expectWellFormed(base.with(19, NaiveInteger.bigEndian(after, 4)))
    }
    for after in [2_001, 0x8000_0000, 0xffff_ffff] as [UInt64] {
      expectRefusedAtValue(
        19, NaiveInteger.bigEndian(after, 4), .afterBeyondExpiry, of: base)
    }
  }

  // E-91
  @Test func aRatePeriodOf0IsRefusedAndACountOf0IsNot() {
    expectRefusedAtValue(15, [0, 0, 0, 1, 0, 0, 0, 0], .ratePeriodZero)
    expectRefusedAtValue(15, [0, 0, 0, 0, 0, 0, 0, 0], .ratePeriodZero)
    expectWellFormed(full.with(15, [0, 0, 0, 0, 0, 0, 0, 1]))
    expectWellFormed(full.with(15, [255, 255, 255, 255, 255, 255, 255, 255]))
    expectWellFormed(full.with(15, [0, 0, 0, 1, 0xff, 0, 0, 0]))
  }

  // E-72, all sixteen sets of delegation records and depths 0, 1, 2, 255.
  @Test func onlyARootAndAWholeDelegationAreClasses() {
    let types: [UInt64] = [20, 22, 24, 26]
    for set in 0..<16 {
      for depth in [0, 1, 2, 255] as [UInt8] {
        var token = RecordStream.delegationToken.with(26, [depth])
        for (bit, type) in types.enumerated() where set & 1 << bit == 0 {
          token = token.without(type)
        }
        let isRoot = set == 0 || (set == 8 && depth == 0)
        let isDelegation = set == 15 && depth >= 1
        if isRoot || isDelegation {
          expectWellFormed(token)
          continue
        }
        let first = types.first { type in
          token.records.contains { $0.type == type }
        }
        expectRefused(
          token, .partialDelegation, at: token.valueOffset(of: first ?? 0))
      }
    }
  }

  // Faults are reported in wire order.
  @Test func ofSeveralFaultsTheFirstRecordIsNamed() {
    let spoilers: [(UInt64, [UInt8], ParseError.Kind)] = [
      (0, [9], .wrongVersion), (1, [1], .flagsSet),
      (2, RecordStream.key(0, prefix: 4), .wrongKeyPrefix),
      (4, [0x20], .wrongText), (6, [0x20], .wrongText),
      (10, [0, 0, 0, 0], .lifetimeNotPositive),
    ]
    for first in spoilers.indices {
      var token = full
      for (type, value, _) in spoilers[first...] {
        token = token.with(type, value)
      }
      let (type, _, kind) = spoilers[first]
      expectRefused(
        token, kind, at: token.valueOffset(of: type), record: UInt8(type))
    }
  }
}
