// SPDX-License-Identifier: Apache-2.0

/// Numbers of things for people: `1 request`, `2 requests`.
public enum CountText {
  /// So many of what the word names; its plural has an s more.
  public static func text(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
