// SPDX-License-Identifier: Apache-2.0

/// The records of a slot in both copies, as far as they are whole.
struct RecordPair {
  var a: Record?
  var b: Record?

  var either: Record? { a ?? b }
}
