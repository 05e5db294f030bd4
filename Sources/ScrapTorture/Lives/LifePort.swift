// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

/// The journal, watched; and spoilt, if the watch says so.
struct LifePort: MarkJournal, ~Copyable {
  private(set) var journal: LifeJournal
  private let watch: LifeWatch

  init(_ journal: consuming LifeJournal, watch: LifeWatch) {
    self.journal = journal
    self.watch = watch
  }

  var floors: Floors { journal.floors }
  var ledgerHorizonSeconds: UInt64 { journal.ledgerHorizonSeconds }

  mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    watch.recoveryCount += 1
    guard watch.forgets else { return try journal.recover(into: &sink) }
    // The pointer does not leave the closure, in which `sink` is ours alone.
    let failure: JournalError? = withUnsafeMutablePointer(to: &sink) { sink in
      var forgetful = ForgetfulSink(sink)
      do throws(JournalError) {
        try journal.recover(into: &forgetful)
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  mutating func append(
    _ set: borrowing MarkSet
  ) throws(JournalError) -> UInt32 {
    watch.appendRecoveryCount = watch.recoveryCount
    do throws(JournalError) {
      let slot = try journal.append(set)
      watch.append = .success(slot)
      return slot
    } catch {
      watch.append = .failure(error)
      throw error
    }
  }

  mutating func raiseExpiryFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    try journal.raiseExpiryFloor(to: seconds)
  }

  mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    try journal.raiseIssuanceFloor(to: seconds)
  }

  mutating func raiseTimeMark(to seconds: UInt64) throws(JournalError) {
    try journal.raiseTimeMark(to: seconds)
  }

  var issuerSwitches: IssuerSwitches? { journal.issuerSwitches }

  func messageVersion(ofKind kind: Int) -> UInt64 {
    journal.messageVersion(ofKind: kind)
  }

  mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError) {
    try journal.raiseMessageVersion(ofKind: kind, to: version, with: change)
  }

  mutating func scrub() throws(JournalError) -> ScrubFinding {
    try journal.scrub()
  }

  mutating func repeatMark(
    _ mark: SlotMark
  ) throws(JournalError) -> UInt32 {
    try journal.repeatMark(mark)
  }

  func requestDigest(atSlot slot: UInt32, of key: MarkKey) -> UInt64? {
    journal.requestDigest(atSlot: slot, of: key)
  }
}
