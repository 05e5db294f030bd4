// SPDX-License-Identifier: Apache-2.0

import Yams

/// The members of a YAML mapping; each getter names what it expected and what
/// it found, and where.
struct YAMLMembers {
  private let value: YAMLValue
  private let members: [(name: String, value: YAMLValue)]

  /// Looks at a value.
  ///
  /// - Parameters:
  ///   - value: what stands there.
  ///   - known: the names that may occur.
  /// - Throws: an error unless it has members and every name is known.
  init(_ value: YAMLValue, known: [String]) throws(ScenarioError) {
    guard case .mapping(let mapping) = value.node else {
      throw value.error(
        "expected the members \(known.joined(separator: ", ")), found "
          + value.found)
    }
    self.value = value
    var members: [(name: String, value: YAMLValue)] = []
    for (key, node) in mapping {
      let name = YAMLValue(node: key)
      guard let text = name.scalar, known.contains(text) else {
        throw name.error(
          "unknown member \(name.found); expected "
            + known.joined(separator: ", "))
      }
      members.append((text, YAMLValue(node: node)))
    }
    self.members = members
  }

  func error(_ problem: String) -> ScenarioError { value.error(problem) }

  /// The names that occur.
  var names: [String] { members.map(\.name) }

  subscript(name: String) -> YAMLValue? {
    members.first { $0.name == name }?.value
  }

  func required(_ name: String) throws(ScenarioError) -> YAMLValue {
    guard let value = self[name] else {
      throw error("expected the member \(name), found none")
    }
    return value
  }

  func integer(
    _ name: String, _ range: ClosedRange<Int>, otherwise: Int
  ) throws(ScenarioError) -> Int {
    try self[name]?.integer(range) ?? otherwise
  }

  func milliseconds(
    _ name: String, _ range: ClosedRange<Int>, otherwise: Int
  ) throws(ScenarioError) -> Int {
    try self[name]?.milliseconds(range) ?? otherwise
  }

  func list<Element>(
    _ name: String, countMax: Int,
    _ read: (YAMLValue) throws(ScenarioError) -> Element
  ) throws(ScenarioError) -> [Element] {
    guard let value = self[name] else { return [] }
    var elements: [Element] = []
    for element in try value.list(countMax: countMax) {
      elements.append(try read(element))
    }
    return elements
  }
}
