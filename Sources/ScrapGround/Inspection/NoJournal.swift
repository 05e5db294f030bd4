// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// A journal that keeps nothing: for trials, which never come to the mark.
struct NoJournal: MarkJournal {
  var floors: Floors { Floors() }
  var ledgerHorizonSeconds: UInt64 { 0 }

  mutating func recover<Sink: RecordSink & ~Copyable>(
    into sink: inout Sink
  ) throws(JournalError) {
    sink.begin(floors: Floors(), ledgerHorizonSeconds: 0)
  }

  mutating func append(_ set: borrowing MarkSet) throws(JournalError) -> UInt32
  {
    throw .full
  }

  mutating func raiseExpiryFloor(to seconds: UInt64) throws(JournalError) {
    throw .mediumFailed
  }

  mutating func raiseIssuanceFloor(to seconds: UInt64) throws(JournalError) {
    throw .mediumFailed
  }

  var issuerSwitches: IssuerSwitches? { .allEnabled }

  func messageVersion(ofKind kind: Int) -> UInt64 { 0 }

  mutating func raiseTimeMark(to seconds: UInt64) throws(JournalError) {
    throw .mediumFailed
  }

  mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError) {
    throw .mediumFailed
  }

  func requestDigest(atSlot slot: UInt32, of key: MarkKey) -> UInt64? { nil }
}
