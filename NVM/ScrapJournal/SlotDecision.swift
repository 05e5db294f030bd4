// SPDX-License-Identifier: Apache-2.0

/// How one copy of a slot reads.
enum SlotState: UInt8 {
  /// A whole record, in its place.
  case good = 0b1000
  /// Written, but no whole record: torn, decayed, stale or foreign.
  case bad = 0b0100
  /// As an erase leaves it, up to eight flipped bits.
  case blank = 0b0010
  /// Nothing can be said: the segment's header is blank in this copy, so that
  /// its slots would read blank whether or not they were written.
  case lost = 0b0001
}

/// Where a slot lies, seen from what comes after it.
enum SlotPosition: UInt8 {
  /// A later record follows that does not speak for this slot.
  case inside = 0b100
  /// Skipped on purpose: a later record's gap covers it, or the next segment's
  /// header says that it does not count.
  case void = 0b010
  /// Nothing whole follows in the newest segment.
  case tail = 0b001
}

/// What recovery makes of a slot.
enum SlotDecision: UInt8 {
  /// The mark counts as used.
  case used
  /// Whatever was written here, nobody was told "accepted".
  case neverAnswered
  /// Not written.
  case free
  /// A mark that was answered may be gone.
  case loss

  /// One row: in these states of copy A, copy B and position, this holds.
  struct Row {
    var a: UInt8
    var b: UInt8
    var positions: UInt8
    var decision: SlotDecision

    init(
      _ a: UInt8, _ b: UInt8, _ positions: UInt8, _ decision: SlotDecision
    ) {
      self.a = a
      self.b = b
      self.positions = positions
      self.decision = decision
    }

    func matches(
      _ a: SlotState, _ b: SlotState, _ position: SlotPosition
    ) -> Bool {
      self.a & a.rawValue != 0 && self.b & b.rawValue != 0
        && positions & position.rawValue != 0
    }
  }

  /// The decision table; exactly one row matches. Copy A is written and read
  /// back before copy B is begun, and "accepted" is said only after copy B was
  /// read back: with B blank nobody was told, and with B begun, A was whole.
  static func decide(
    _ a: SlotState, _ b: SlotState, _ position: SlotPosition
  ) -> SlotDecision {
    let rows = Self.rows
    for index in 0..<rows.count where rows[index].matches(a, b, position) {
      return rows[index].decision
    }
    // No row can be missing (tested); if one were, fail closed.
    return .loss
  }

  // Columns: A and B as good-bad-blank-lost, inside-void-tail.
  static let rows: [10 of Row] = [
    // One whole copy is enough.
    Row(0b1000, 0b1111, 0b111, .used),
    Row(0b0111, 0b1000, 0b111, .used),
    // A hole between records that were answered.
    Row(0b0111, 0b0111, 0b100, .loss),
    // Skipped after a restart or a failed write.
    Row(0b0111, 0b0111, 0b010, .neverAnswered),
    // A was being written when power went.
    Row(0b0100, 0b0010, 0b001, .neverAnswered),
    // A damaged, B begun or unknown: the mark may have been answered.
    Row(0b0100, 0b0101, 0b001, .loss),
    // A blank: nothing was begun, unless B says otherwise.
    Row(0b0010, 0b0011, 0b001, .free),
    Row(0b0011, 0b0100, 0b001, .loss),
    // A unknown: B tells; with both unknown nobody does.
    Row(0b0001, 0b0010, 0b001, .free),
    Row(0b0001, 0b0001, 0b001, .loss),
  ]
}
