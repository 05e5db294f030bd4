// SPDX-License-Identifier: Apache-2.0

/// The files of the durable cases, within their directory.
public enum BenchFiles {
  static let appends = "synced-appends"
  static let store = "durable-mark"
  /// All of them, for whoever clears up.
  public static let names = [appends, store]
}
