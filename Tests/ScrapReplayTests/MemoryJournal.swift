// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// What a `MemoryJournal` keeps: the medium, which outlives a store.
final class MemoryRecords {
  struct Record {
    var mark: RecoveredMark
    var requestDigest: UInt64?
  }

  var records: [Record] = []
  var floors = Floors()
  /// The newest version of each kind of operator message.
  var versions = [UInt64](repeating: 0, count: 16)
  var issuerSwitches = IssuerSwitches.allEnabled
  /// The next operations fail with these.
  var failures: [JournalError] = []
  /// Whether a failing append leaves its records.
  var keepsUncertain = false
  var recoveryError: JournalError?
  var recordCountMax = Int.max
  var writeCount = 0
}

/// A journal for tests of the store alone: an array.
struct MemoryJournal: MarkJournal, ~Copyable {
  let medium: MemoryRecords

  var floors: Floors { medium.floors }
  var ledgerHorizonSeconds: UInt64 { 0 }

  mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    sink.begin(floors: medium.floors, ledgerHorizonSeconds: 0)
    if let error = medium.recoveryError { throw error }
    for record in medium.records { sink.take(record.mark) }
  }

  mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32 {
    if medium.records.count + set.count > medium.recordCountMax {
      throw .full
    }
    let failure = medium.failures.isEmpty ? nil : medium.failures.removeFirst()
    let slot = UInt32(medium.records.count)
    if failure == nil || (failure == .uncertain && medium.keepsUncertain) {
      for token in 0..<set.count {
        let mark = set.tokens[token]
        medium.records.append(
          .init(
            mark: RecoveredMark(
              key: mark.key, ledgerKey: mark.ledgerKey,
              rootKey: set.tokens[0].ledgerKey,
              expiresAtSeconds: mark.expiresAtSeconds,
              hiSeconds: UInt32(set.hiSeconds), slot: slot + UInt32(token),
              isRevocation: set.isRevocation),
            requestDigest: token == set.count - 1 ? set.requestDigest : nil))
      }
    }
    if let failure { throw failure }
    medium.writeCount += 1
    return slot
  }

  mutating func raiseExpiryFloor(to seconds: UInt64) throws(JournalError) {
    if !medium.failures.isEmpty { throw medium.failures.removeFirst() }
    medium.writeCount += 1
    medium.floors.expiresAtSeconds = max(
      medium.floors.expiresAtSeconds, seconds)
  }

  mutating func raiseIssuanceFloor(to seconds: UInt64) throws(JournalError) {
    medium.recoveryError = nil
    medium.floors.issuedAtSeconds = max(medium.floors.issuedAtSeconds, seconds)
  }

  mutating func raiseTimeMark(to seconds: UInt64) throws(JournalError) {
    if !medium.failures.isEmpty { throw medium.failures.removeFirst() }
    medium.writeCount += 1
    medium.floors.timeMarkSeconds = max(
      medium.floors.timeMarkSeconds, seconds)
  }

  var issuerSwitches: IssuerSwitches? { medium.issuerSwitches }

  func messageVersion(ofKind kind: Int) -> UInt64 { medium.versions[kind] }

  mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError) {
    if !medium.failures.isEmpty { throw medium.failures.removeFirst() }
    medium.writeCount += 1
    medium.versions[kind] = max(medium.versions[kind], version)
    medium.issuerSwitches = change.issuerSwitches ?? medium.issuerSwitches
    medium.floors.issuedAtSeconds = max(
      medium.floors.issuedAtSeconds, change.issuanceFloorSeconds)
  }

  func requestDigest(atSlot slot: UInt32, of key: MarkKey) -> UInt64? {
    guard slot < medium.records.count else { return nil }
    let record = medium.records[Int(slot)]
    return record.mark.key == key ? record.requestDigest : nil
  }
}
