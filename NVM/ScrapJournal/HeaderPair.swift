// SPDX-License-Identifier: Apache-2.0

/// The headers of a segment in both copies, as far as they are whole.
struct HeaderPair {
  var a: SegmentHeader?
  var b: SegmentHeader?
  /// What the header says of the slots that hold no whole record.
  var trustInA = SlotTrust.full
  var trustInB = SlotTrust.full

  var either: SegmentHeader? { a ?? b }
}
