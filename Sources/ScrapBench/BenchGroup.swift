// SPDX-License-Identifier: Apache-2.0

/// Cases that need the same preparation.
public enum BenchGroup: String, CaseIterable, Sendable {
  /// A decision, a stage more in each case.
  case stages
  /// Whole decisions that end in a grant.
  case accept
  /// The same decision over stores of several sizes.
  case growth
  /// Each refusal that input can bring about.
  case refusals
  /// The dearest refusals that somebody without a key can ask for.
  case flood
  /// Starts: everything read back.
  case recovery
  /// Trusted time.
  case clock
  /// Marks on a file.
  case durable
}
