// SPDX-License-Identifier: Apache-2.0

/// What those are called that come several times.
enum ScenarioNames {
  /// `name` alone, or `name-1`, `name-2`…
  static func name(_ name: String, _ index: Int, of count: Int) -> String {
    count == 1 ? name : "\(name)-\(index + 1)"
  }
}
