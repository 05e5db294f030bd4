// SPDX-License-Identifier: Apache-2.0

/// The files of the cases that need some, within their directory.
public enum BenchFiles {
  static let store = "durable-mark"
  /// All of them, for whoever clears up.
  public static let names =
    [appends(1), appends(2), store]
    + BenchSuite.Plan.recoveryCounts.map(recovery)

  /// The file of bare writes in so many copies.
  static func appends(_ copyCount: Int) -> String {
    "synced-appends-\(copyCount)"
  }

  /// A store of so many entries.
  static func recovery(_ entryCount: Int) -> String {
    "recovery-\(entryCount)"
  }
}
