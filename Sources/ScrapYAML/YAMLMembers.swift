// SPDX-License-Identifier: Apache-2.0

import Yams

/// The members of a YAML mapping; each getter names what it expected and what
/// it found, and where.
public struct YAMLMembers {
  private let value: YAMLValue
  private let members: [(name: String, key: YAMLValue, value: YAMLValue)]

  /// Looks at a value.
  ///
  /// - Parameters:
  ///   - value: what stands there.
  ///   - known: the names that may occur; nil for any.
  /// - Throws: an error unless it has members and every name is known.
  public init(
    _ value: YAMLValue, known: [String]? = nil
  ) throws(YAMLError) {
    let names = known?.joined(separator: ", ")
    guard case .mapping(let mapping) = value.node else {
      throw value.error(
        "expected members\(names.map { " out of \($0)" } ?? ""), found "
          + value.found)
    }
    self.value = value
    var members: [(name: String, key: YAMLValue, value: YAMLValue)] = []
    for (key, node) in mapping {
      let name = YAMLValue(node: key)
      guard let text = name.scalar, known?.contains(text) != false else {
        throw name.error(
          "unknown member \(name.found), expected \(names ?? "a name")")
      }
      members.append((text, name, YAMLValue(node: node)))
    }
    self.members = members
  }

  /// An error at the place of the members.
  public func error(_ problem: String) -> YAMLError { value.error(problem) }

  /// The members in order; `key` is where a name stands. The parser lets no
  /// name come twice.
  public var all: [(name: String, key: YAMLValue, value: YAMLValue)] {
    members
  }

  /// A member's value; nil if there is none of this name.
  public subscript(name: String) -> YAMLValue? {
    members.first { $0.name == name }?.value
  }

  /// A member's value.
  ///
  /// - Throws: an error if there is none of this name.
  public func required(_ name: String) throws(YAMLError) -> YAMLValue {
    guard let value = self[name] else {
      throw error("expected the member \(name), found none")
    }
    return value
  }

  /// A member's integer, or `otherwise` if there is none of this name.
  public func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, _ range: ClosedRange<Value>, otherwise: Value
  ) throws(YAMLError) -> Value {
    try self[name]?.integer(range) ?? otherwise
  }

  /// A member's list, each element read; empty if there is none of this name.
  public func list<Element>(
    _ name: String, countMax: Int,
    _ read: (YAMLValue) throws(YAMLError) -> Element
  ) throws(YAMLError) -> [Element] {
    guard let value = self[name] else { return [] }
    var elements: [Element] = []
    for element in try value.list(countMax: countMax) {
      elements.append(try read(element))
    }
    return elements
  }
}
