// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// What a journal remembers between two calls.
struct JournalState: Equatable, BitwiseCopyable {
  enum Phase: Equatable, BitwiseCopyable {
    case ready
    /// A loss was found; `control` and `newestSegment` are good.
    case loss
    case refused(JournalError)
  }

  var phase: Phase = .refused(.notRecovered)
  /// The control record in force; of use only if `hasControl`.
  var control = ControlRecord(
    storeID: 0, sequence: 0, entryCapacity: 0, ledgerCapacity: 0)
  var hasControl = false
  /// The number of the next control record.
  var nextControlSequence: UInt64 = 0
  /// The number of the newest control record that copy B has, too.
  var certainControlSequence: UInt64 = 0
  /// Greatest lower bound of time in any record.
  var timeMarkSeconds: UInt64 = 0
  /// Greatest upper bound of time in any record.
  var latestTaskSeconds: UInt64 = 0
  /// No task whose record is gone is later than this.
  var ledgerHorizonSeconds: UInt64 = 0
  /// The greatest number in any header of this store.
  var newestSegment: UInt64 = 0
  /// The number of the slot with the newest whole record; 0 if there is none.
  var newestSlotSequence: UInt64 = 0
  /// The number that the anchor has or is given next: of the newest mark that
  /// was answered. A write that was cut may read whole once and never again.
  var anchoredSlotSequence: UInt64 = 0
  /// The number of the control record that the anchor had at recovery.
  var anchoredControlSequence: UInt64 = 0
  /// Where the next record goes, in the current segment.
  var nextSlot: UInt32 = 0
  /// Slots from here to `nextSlot` are void.
  var voidFrom: UInt32 = 0
  /// Writes to the current segment that failed in a row.
  var failedWriteCount: UInt32 = 0
  /// The next record needs a control record first, that reserves its slots: a
  /// write was cut or failed, and what it left may read otherwise each time.
  var needsReservation = true
  /// The next control record needs the other sectors erased first.
  var needsControlSweep = true
  /// Where the next step of scrubbing begins.
  var scrub = ScrubCursor()
}

/// Where scrubbing goes on.
struct ScrubCursor: Equatable, BitwiseCopyable {
  /// The segment that is next; 0 for the control block.
  var segment: UInt64 = 0
  /// The first slot of it that was not looked at.
  var slot: UInt32 = 1
  /// The lost slot of it that was told last, by its number since the ring
  /// began; 0 if none was.
  var lostSequence: UInt64 = 0
}
