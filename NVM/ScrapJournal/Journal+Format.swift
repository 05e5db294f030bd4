// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// Making a journal where there is none: always on purpose.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Makes an empty journal; whatever was in the regions is lost, so that floor
  /// G has to speak for it (E-65).
  ///
  /// A cut leaves either the old journal, no journal, or the new one. Old
  /// records become foreign: the store id is another. Call `recover` next.
  ///
  /// - Parameters:
  ///   - storeID: Chance.
  ///   - issuedAfterSeconds: Floor G: only tokens issued later than this can be
  ///     accepted; 0 only on a medium that never held marks.
  ///   - entryCapacity: Used tokens the store is made for; kept with the
  ///     journal for whoever opens it.
  ///   - ledgerCapacity: Ledger events the store is made for.
  /// - Throws: `mediumFailed`.
  public mutating func format(
    storeID: UInt64, issuedAfterSeconds: UInt64, entryCapacity: UInt32,
    ledgerCapacity: UInt32
  ) throws(JournalError) {
    defer { rest() }
    let positions = UInt64(layout.positionsPerSector)
    let sectors = UInt64(layout.controlSectorCount)
    // The sector with the newest record goes last, so that no older one comes
    // into force in between.
    let known = nextKnownControlSequence()
    let first = known / positions
    now = JournalState()
    var turn: UInt64 = 0
    while turn < sectors {
      try eraseBoth(
        at: layout.offset(ofControl: (first + turn) * positions))
      turn += 1
    }
    // Above the old numbers: an old record that one copy should still show must
    // not come into force.
    now.nextControlSequence = max(positions * sectors, known)
    var record = ControlRecord(
      storeID: storeID, sequence: 0, entryCapacity: entryCapacity,
      ledgerCapacity: ledgerCapacity)
    record.issuanceFloorSeconds = issuedAfterSeconds
    // Tasks of an older store are not in the ring.
    record.ledgerHorizonSeconds = issuedAfterSeconds
    try writeControl(record)
  }

  /// The number that the present journal would give to its next control record;
  /// 0 if there is none.
  private mutating func nextKnownControlSequence() -> UInt64 {
    do throws(JournalError) {
      _ = try recoverControl()
      return now.nextControlSequence
    } catch { return 0 }
  }
}
