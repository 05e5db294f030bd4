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
public struct Journal<
  Region: NVMRegion & ~Copyable, Anchor: TailAnchor & ~Copyable
>: MarkJournal, ~Copyable {
  var copyA: Region
  var copyB: Region
  var anchor: Anchor
  private let inPlace = InPlace()
  /// Where everything lies.
  public let layout: JournalLayout
  /// What is about to be written.
  let image: WorkMemory
  /// What was read, from either copy.
  let windowA: WorkMemory
  let windowB: WorkMemory

  /// What the journal remembers while no call is at work, so that a bit that
  /// flips in between is outvoted.
  var kept = Voted(JournalState())
  /// The same, while a call is at work.
  var now = JournalState()
  /// What the last recovery found.
  public internal(set) var report = JournalReport()

  /// The bytes of work memory that `init` needs; 3.5 KiB at most. More of it
  /// makes recovery faster, up to two segments.
  public static func workByteCount(for layout: JournalLayout) -> Int {
    imageByteCount(for: layout)
      + 2 * max(layout.controlImageByteCount, Int(layout.slotByteCount))
  }

  static func imageByteCount(for layout: JournalLayout) -> Int {
    max(2 * layout.controlImageByteCount, 4 * Int(layout.slotByteCount))
  }

  /// Takes two regions and an anchor; nothing is read before `recover`.
  ///
  /// - Parameters:
  ///   - copyA: Written first.
  ///   - copyB: On another device where there is one.
  ///   - anchor: On a third device; `NoAnchor` where there is none.
  ///   - layout: Derived from the geometry of the regions.
  ///   - work: Lives, untouched by others, as long as the journal; at least
  ///     `workByteCount` bytes.
  /// - Precondition: both regions have the layout's geometry.
  public init(
    copyA: consuming Region, copyB: consuming Region,
    anchor: consuming Anchor, layout: JournalLayout,
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
    self.anchor = anchor
    self.layout = layout
    // The caller keeps the memory alive and for us alone, see above.
    let memory = unsafe WorkMemory(work)
    let imageByteCount = Self.imageByteCount(for: layout)
    image = memory.part(from: 0, byteCount: imageByteCount)
    let windowByteCount = (memory.count - imageByteCount) / 2
    windowA = memory.part(from: imageByteCount, byteCount: windowByteCount)
    windowB = memory.part(
      from: imageByteCount + windowByteCount, byteCount: windowByteCount)
  }

  /// The control record in force; nil before one was found.
  @inline(never)
  public var controlRecord: ControlRecord? {
    guard let state = kept.value, state.hasControl else { return nil }
    return state.control
  }

  /// Slots that hold or skip records, of `layout.markCapacity`: what a restart
  /// would read. For telemetry.
  @inline(never)
  public var ringFill: UInt64 {
    guard let state = kept.value else { return 0 }
    let segments = min(
      state.control.currentSegment, UInt64(layout.segmentCount))
    guard segments > 0 else { return 0 }
    return (segments - 1) * UInt64(layout.slotsPerSegment - 1)
      + UInt64(max(state.nextSlot, 1) - 1)
  }

  /// The floors in force; all zero unless recovered without loss.
  @inline(never)
  public var floors: Floors {
    guard let state = kept.value, state.phase == .ready else {
      return Floors()
    }
    return Floors(
      expiresAtSeconds: state.control.expiryFloorInForceSeconds,
      issuedAtSeconds: state.control.issuanceFloorSeconds,
      timeMarkSeconds: state.timeMarkSeconds)
  }

  /// No task whose record is gone is later than this. Unix seconds.
  @inline(never)
  public var ledgerHorizonSeconds: UInt64 {
    kept.value?.ledgerHorizonSeconds ?? 0
  }

  /// Begins a call: with what at least two of three copies remember; with
  /// nothing, which refuses everything until `recover`, if no two agree.
  @inline(never)
  mutating func wake() {
    switch kept.settle(into: &now) {
    case .unanimous: break
    case .repaired: report.outvotedCount += 1
    case .undecided:
      report.outvotedCount += 1
      forget()
    }
  }

  @inline(never)
  private mutating func forget() {
    now = JournalState()
    kept.set(now)
  }

  /// Ends a call.
  @inline(never)
  mutating func rest() { kept.set(now) }

  func requireReady() throws(JournalError) {
    switch now.phase {
    case .ready: return
    case .loss: throw .lossDetected
    case .refused(let error): throw error
    }
  }

  /// Raises floor E durably with one control record; nothing if it is that
  /// high. Unix seconds.
  ///
  /// - Throws: As `recover` did, `mediumFailed`.
  @inline(never)
  public mutating func raiseExpiryFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    wake()
    defer { rest() }
    try requireReady()
    guard seconds > now.control.expiryFloorInForceSeconds else { return }
    var raised = now.control
    raised.expiryFloorSeconds = seconds
    try writeControl(raised)
  }

  /// Raises floor G durably, in two sectors: where a whole sector is lost there
  /// is no other trace of it. After a loss it also forgives all segments so
  /// far. Unix seconds.
  ///
  /// - Throws: As `recover` did unless that was `lossDetected`, `mediumFailed`.
  @inline(never)
  public mutating func raiseIssuanceFloor(
    to seconds: UInt64
  ) throws(JournalError) {
    wake()
    defer { rest() }
    switch now.phase {
    case .ready:
      var raised = now.control
      raised.issuanceFloorSeconds = max(seconds, raised.issuanceFloorSeconds)
      try spreadControl(raised)
    case .loss:
      try spreadControl(beginForgiving(with: seconds))
      now.phase = .refused(.notRecovered)
    case .refused(let error):
      throw error
    }
  }

  /// Leaves what was lost behind: no number of it is used again.
  ///
  /// - Parameters:
  ///   - seconds: Floor G, at least.
  ///   - byMessage: An operator did it who can send a list of issuers, too.
  /// - Returns: What is to be written.
  mutating func beginForgiving(
    with seconds: UInt64, byMessage: Bool = false
  ) -> ControlRecord {
    now.nextControlSequence = max(
      now.nextControlSequence, now.anchoredControlSequence + 1)
    leaveControlSector()
    return forgiving(with: seconds, byMessage: byMessage)
  }

  /// What was lost was most likely issued before the newest time that was seen,
  /// and counted up to then; only ground knows better, and by how much
  /// issued_at may lie ahead. Records of every segment so far may be missing.
  private func forgiving(
    with seconds: UInt64, byMessage: Bool
  ) -> ControlRecord {
    var raised = now.control
    let floor = max(
      seconds, max(raised.issuanceFloorSeconds, now.timeMarkSeconds))
    raised.issuanceFloorSeconds = floor
    raised.ledgerHorizonSeconds = max(
      max(raised.ledgerHorizonSeconds, now.latestTaskSeconds), floor)
    let anchored = now.anchoredSlotSequence / UInt64(layout.slotsPerSegment)
    raised.currentSegment = max(
      raised.newestSegment, max(now.newestSegment, anchored))
    raised.intentSegment = raised.currentSegment
    raised.forgivenSegment = raised.currentSegment
    raised.reservedSlotEnd = 0
    // A newer list of issuers may have been lost, or the first: none is in
    // force until the operator sends another, lest a disabled key is back. Who
    // repairs a store by hand and has never sent a list need not begin to.
    let list = Int(OperatorMessageKind.issuerList.rawValue)
    if report.loss.mayConcernControl,
      byMessage || raised.messageVersions[list] > 0
    {
      raised.issuerSwitches = .unknown
    }
    return raised
  }

  /// The digest in a record, from either copy; nil on any doubt.
  @inline(never)
  public func requestDigest(
    atSlot slot: UInt32, of key: MarkKey
  ) -> UInt64? {
    guard now.phase == .ready, let place = place(ofRingSlot: slot) else {
      return nil
    }
    return record(at: place, of: key)?.requestDigest
  }

  /// The record of a key, from either copy.
  @inline(never)
  func record(at place: SlotPlace, of key: MarkKey) -> Record? {
    for turn in 0..<2 {
      if let record = record(at: place, in: .at(turn)), record.key == key {
        return record
      }
    }
    return nil
  }

  /// The newest place of a slot of the ring; nil if it can hold no record.
  func place(ofRingSlot ringSlot: UInt32) -> SlotPlace? {
    let place = UInt64(ringSlot / layout.slotsPerSegment)
    let slot = ringSlot % layout.slotsPerSegment
    let ring = UInt64(layout.segmentCount)
    let current = now.control.currentSegment
    guard current > 0, slot > 0, place < ring else { return nil }
    let behind = (current + ring - place) % ring
    guard behind < current else { return nil }
    return SlotPlace(segment: current - behind, slot: slot)
  }
}

extension Journal where Region: ~Copyable, Anchor == NoAnchor {
  /// Takes two regions on a board without an anchor; see the other `init`.
  public init(
    copyA: consuming Region, copyB: consuming Region, layout: JournalLayout,
    work: UnsafeMutableRawBufferPointer
  ) {
    // The memory is the caller's promise, handed on.
    unsafe self.init(
      copyA: copyA, copyB: copyB, anchor: NoAnchor(), layout: layout,
      work: work)
  }
}
