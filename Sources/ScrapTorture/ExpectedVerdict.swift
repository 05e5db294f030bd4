// SPDX-License-Identifier: Apache-2.0

/// What must become of a store under a class of faults. A token accepted twice
/// is a violation under each but `gap`.
public enum ExpectedVerdict: String, Sendable {
  /// Nothing is lost, no loss is reported, and fresh tokens are accepted.
  case survives
  /// It goes on, or refuses until ground raises a floor.
  case refuses
  /// The loss is reported in each case.
  case detects
  /// A gap that the documents name: a token may be accepted twice.
  case gap
  /// A gap that the documents name: a floor may be undone, and no token is
  /// accepted twice.
  case floorGap = "floor-gap"
  /// The same, but only floor E and the time mark: whatever E spoke for is
  /// still known.
  case expiryFloorGap = "expiry-gap"

  /// Whether the store may refuse because of the fault.
  var allowsRefusal: Bool { self != .survives }
}
