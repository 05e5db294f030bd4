// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay

/// Finding the control record in force.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Adopts the newest control record that is seen at least twice, so that
  /// chance cannot raise a floor.
  ///
  /// - Returns: Whether a newer one was written and is lost.
  /// - Throws: `blank`, `otherFormat`, `mediumFailed`.
  @inline(never)
  mutating func recoverControl() throws(JournalError) -> Bool {
    var survey = ControlSurvey()
    let positions = UInt64(layout.positionsPerSector)
    let total = positions * UInt64(layout.controlSectorCount)
    var place: UInt64 = 0
    while place < total {
      survey.take(readControl(at: place))
      place += 1
      if place % positions == 0 { survey.endSector() }
    }
    try adopt(survey)
    compareCopies(areForeign: survey.isForeign)
    // Begin with an erased sector: what reads blank may have been begun.
    now.nextControlSequence =
      (max(now.control.sequence, survey.newestLost) / positions + 1)
      * positions
    return isControlTailLost() || survey.hasLostSector
      || survey.newestLost > now.control.sequence
  }

  @inline(never)
  private mutating func adopt(
    _ survey: borrowing ControlSurvey
  ) throws(JournalError) {
    if survey.isUnknown { throw .mediumFailed }
    guard let newest = survey.newest else {
      if report.failedReadCount > 0 { throw .mediumFailed }
      throw survey.isOtherFormat ? .otherFormat : .blank
    }
    now.control = newest
    now.hasControl = true
    now.certainControlSequence = survey.certainSequence
  }

  /// Looks at all images of the record that was adopted.
  @inline(never)
  private mutating func compareCopies(areForeign: Bool) {
    let control = now.control
    let inForce = readControl(at: control.sequence)
    if areForeign, !inForce.isInBothCopies(control) {
      report.loss.insert(.foreignCopy)
    }
    report.damagedControlImageCount =
      4 - UInt64(inForce.wholeCount(of: control))
  }

  /// Whether a record after the adopted one in its sector was completed in
  /// copy A and is now in neither copy.
  @inline(never)
  private mutating func isControlTailLost() -> Bool {
    let positions = UInt64(layout.positionsPerSector)
    var sequence = now.control.sequence + 1
    while sequence % positions != 0 {
      if readControl(at: sequence).isBegunInB { return true }
      sequence += 1
    }
    return false
  }

  /// Reads the position of a control record, given its number or its place.
  @inline(never)
  mutating func readControl(at sequence: UInt64) -> ControlPosition {
    var position = ControlPosition()
    let total =
      UInt64(layout.positionsPerSector) * UInt64(layout.controlSectorCount)
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      for index in 0..<2 {
        let bytes = readIfPossible(
          copy,
          at: layout.offset(ofControl: sequence)
            + UInt64(index * layout.controlImageByteCount),
          byteCount: JournalLayout.controlByteCount)
        guard let bytes else {
          position.noteUnreadable(copy)
          continue
        }
        if bytes.isBlank { continue }
        position.noteWritten(copy)
        do throws(JournalError) {
          let record = try ControlRecord(
            decoding: bytes, imageIndex: UInt8(index), copy: copy,
            layout: layout)
          guard record.sequence % total == sequence % total else { continue }
          position.count(record, in: copy)
        } catch {
          if error == .otherFormat { position.isOtherFormat = true }
        }
      }
    }
    return position
  }
}
