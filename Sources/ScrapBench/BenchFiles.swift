// SPDX-License-Identifier: Apache-2.0

/// The files of the cases that need some, within their directory.
public enum BenchFiles {
  static let appends = "synced-appends"
  static let store = "durable-mark"
  /// All of them, for whoever clears up.
  public static let names =
    [appends, store] + BenchSuite.Plan.recoveryCounts.map(recovery)

  /// A store of so many entries.
  static func recovery(_ entryCount: Int) -> String {
    "recovery-\(entryCount)"
  }
}
