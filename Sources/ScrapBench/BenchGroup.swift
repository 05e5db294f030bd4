// SPDX-License-Identifier: Apache-2.0

/// Cases that need the same preparation.
public enum BenchGroup: String, CaseIterable, Sendable {
  /// Whole decisions that end in a grant.
  case accept
  /// The same decision over stores of several sizes.
  case growth
  /// Refusals.
  case refusals
  /// Starts: everything read back.
  case recovery
  /// Trusted time.
  case clock
  /// Marks on a file.
  case durable
}
