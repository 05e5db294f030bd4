// SPDX-License-Identifier: Apache-2.0

/// Text in columns.
enum Columns {
  /// Fills up with spaces behind the text.
  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Fills up with spaces before the text.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Spaces before the text.
  static func indent(_ width: Int, _ text: String) -> String {
    String(repeating: " ", count: width) + text
  }
}
