// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// The mirrored ring journal, format 1: every mark in two copies, written in
/// sequence, never moved and never rewritten.
///
/// Why a cut at any moment is safe stands in DESIGN.md, every byte in
/// FORMAT.md. Uses the caller's work memory and a small stack; an append reads
/// and writes at most four slots a copy, twice as much of control records, and
/// one segment when it has to open the next.
public struct Journal<Region: NVMRegion & ~Copyable>: MarkJournal, ~Copyable {
  enum State {
    case ready
    /// A loss was found; `control` and `newestSegment` are good.
    case loss
    case refused(JournalError)
  }

  var copyA: Region
  var copyB: Region
  /// Where everything lies.
  public let layout: JournalLayout
  /// What is about to be written.
  let image: WorkMemory
  /// What was read, from either copy.
  let windowA: WorkMemory
  let windowB: WorkMemory

  var state: State = .refused(.notRecovered)
  /// The control record in force; of use only if `hasControl`.
  var control: ControlRecord
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
  public internal(set) var ledgerHorizonSeconds: UInt64 = 0
  /// The greatest number in any header of this store.
  var newestSegment: UInt64 = 0
  /// Where the next record goes, in the current segment.
  var nextSlot: UInt32 = 0
  /// Slots from here to `nextSlot` are void.
  var voidFrom: UInt32 = 0
  /// The next record needs a control record first, that reserves its slots: a
  /// write was cut or failed, and what it left may read otherwise each time.
  var needsReservation = true
  /// The next control record needs the other sectors erased first.
  var needsControlSweep = true
  /// Slots of the ring that recovery found damaged in one copy or both.
  public internal(set) var damagedSlotCount: UInt64 = 0

  /// The bytes of work memory that `init` needs; 3.5 KiB at most. More of it
  /// makes recovery faster, up to two segments.
  public static func workByteCount(for layout: JournalLayout) -> Int {
    imageByteCount(for: layout)
      + 2 * max(layout.controlImageByteCount, Int(layout.slotByteCount))
  }

  static func imageByteCount(for layout: JournalLayout) -> Int {
    max(2 * layout.controlImageByteCount, 4 * Int(layout.slotByteCount))
  }

  /// Takes two regions; nothing is read before `recover`.
  ///
  /// - Parameters:
  ///   - copyA: Written first.
  ///   - copyB: On another device where there is one.
  ///   - layout: Derived from the geometry of the regions.
  ///   - work: Lives, untouched by others, as long as the journal; at least
  ///     `workByteCount` bytes.
  /// - Precondition: both regions have the layout's geometry.
  public init(
    copyA: consuming Region, copyB: consuming Region, layout: JournalLayout,
    work: UnsafeMutableRawBufferPointer
  ) {
    let isAlike =
      copyA.geometry == layout.geometry && copyB.geometry == layout.geometry
    precondition(isAlike, "both copies have the layout's geometry")
    precondition(
      work.count >= Self.workByteCount(for: layout),
      "the work memory is large enough")
    self.copyA = copyA
    self.copyB = copyB
    self.layout = layout
    // The caller keeps the memory alive and for us alone, see above.
    let memory = unsafe WorkMemory(work)
    let imageByteCount = Self.imageByteCount(for: layout)
    image = memory.part(from: 0, byteCount: imageByteCount)
    let windowByteCount = (memory.count - imageByteCount) / 2
    windowA = memory.part(from: imageByteCount, byteCount: windowByteCount)
    windowB = memory.part(
      from: imageByteCount + windowByteCount, byteCount: windowByteCount)
    control = ControlRecord(
      storeID: 0, sequence: 0, entryCapacity: 0, ledgerCapacity: 0)
  }

  /// The control record in force; nil before one was found.
  public var controlRecord: ControlRecord? { hasControl ? control : nil }

  /// Slots that hold or skip records, of `layout.markCapacity`: what a restart
  /// would read. For telemetry.
  public var ringFill: UInt64 {
    let segments = min(control.currentSegment, UInt64(layout.segmentCount))
    guard segments > 0 else { return 0 }
    return (segments - 1) * UInt64(layout.slotsPerSegment - 1)
      + UInt64(max(nextSlot, 1) - 1)
  }

  /// The floors in force; all zero unless recovered without loss.
  public var floors: Floors {
    guard case .ready = state else { return Floors() }
    return Floors(
      expiresAtSeconds: control.expiryFloorSeconds,
      issuedAtSeconds: control.issuanceFloorSeconds,
      timeMarkSeconds: timeMarkSeconds)
  }

  func requireReady() throws(JournalError) {
    switch state {
    case .ready: return
    case .loss: throw .lossDetected
    case .refused(let error): throw error
    }
  }

  /// Raises floor E durably with one control record; nothing if it is that
  /// high. Unix seconds.
  ///
  /// - Throws: As `recover` did, `mediumFailed`.
  public mutating func raiseExpiryFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    try requireReady()
    guard seconds > control.expiryFloorSeconds else { return }
    var raised = control
    raised.expiryFloorSeconds = seconds
    try writeControl(raised)
  }

  /// Raises floor G durably with one control record; after a loss it also
  /// forgives all segments so far. Unix seconds.
  ///
  /// - Throws: As `recover` did unless that was `lossDetected`, `mediumFailed`.
  public mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    var raised = control
    switch state {
    case .ready:
      raised.issuanceFloorSeconds = max(seconds, control.issuanceFloorSeconds)
      try writeControl(raised)
    case .loss:
      // What was lost was most likely issued before the newest time that was
      // seen, and counted up to then; only ground knows better, and by how much
      // issued_at may lie ahead. Records of every segment so far may be missing.
      let floor = max(
        seconds, max(control.issuanceFloorSeconds, timeMarkSeconds))
      raised.issuanceFloorSeconds = floor
      raised.ledgerHorizonSeconds = max(
        max(control.ledgerHorizonSeconds, latestTaskSeconds), floor)
      raised.currentSegment = max(control.currentSegment, newestSegment)
      raised.intentSegment = raised.currentSegment
      raised.forgivenSegment = raised.currentSegment
      raised.reservedSlotEnd = 0
      try writeControl(raised)
      state = .refused(.notRecovered)
    case .refused(let error):
      throw error
    }
  }

  /// The digest in a record, from either copy; nil on any doubt.
  public func requestDigest(
    atSlot slot: UInt32, of key: MarkKey
  ) -> UInt64? {
    guard case .ready = state, control.currentSegment > 0 else { return nil }
    let place = UInt64(slot / layout.slotsPerSegment)
    let index = slot % layout.slotsPerSegment
    let ring = UInt64(layout.segmentCount)
    // The newest segment that lies at this place.
    let behind = (control.currentSegment + ring - place) % ring
    guard index > 0, place < ring, behind < control.currentSegment else {
      return nil
    }
    let segment = control.currentSegment - behind
    for turn in 0..<2 {
      let copy = CopyName.at(turn)
      guard
        let record = record(atSlot: index, segment: segment, in: copy),
        record.key == key
      else { continue }
      return record.requestDigest
    }
    return nil
  }
}
