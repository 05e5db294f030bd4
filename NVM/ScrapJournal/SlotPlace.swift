// SPDX-License-Identifier: Apache-2.0

/// A slot by its segment's number.
struct SlotPlace {
  var segment: UInt64
  var slot: UInt32
}
