// SPDX-License-Identifier: Apache-2.0

/// Something that was to happen, and what did.
public struct ReportCheck: Equatable, Sendable {
  /// What is looked at.
  public var name: String
  /// What was to be.
  public var expected: String
  /// What was.
  public var found: String
  /// Whether it is as it was to be.
  public var hasHeld: Bool

  /// Makes a check that holds where both texts are the same.
  public init(_ name: String, expected: String, found: String) {
    self.init(
      name, expected: expected, found: found, hasHeld: expected == found)
  }

  /// Makes a check that was judged elsewhere.
  public init(
    _ name: String, expected: String, found: String, hasHeld: Bool
  ) {
    self.name = name
    self.expected = expected
    self.found = found
    self.hasHeld = hasHeld
  }
}
