// SPDX-License-Identifier: Apache-2.0

import OnBoardComputer
import Yams

/// A place in the configuration, read strictly.
struct ConfigurationNode {
  private let node: Node
  private let path: String

  init(_ node: Node, path: String) {
    self.node = node
    self.path = path
  }

  /// A scalar's text; empty for anything else.
  var text: String { node.scalar?.string ?? "" }

  /// What is wrong here, with line and column.
  func failure(_ message: String) -> ServiceFailure {
    let place = node.mark.map { ":\($0.line):\($0.column)" } ?? ""
    return ServiceFailure(ServiceFailure.input, "\(path)\(place): \(message)")
  }

  /// A member that nobody understands.
  var unknown: ServiceFailure { failure("unknown member \(text)") }

  /// The members of a mapping, in order; the parser lets no name come twice.
  func members() throws(ServiceFailure) -> [(
    name: ConfigurationNode, value: ConfigurationNode
  )] {
    guard case .mapping(let mapping) = node else {
      throw failure("expected members")
    }
    return mapping.map { key, value in
      (
        ConfigurationNode(key, path: path), ConfigurationNode(value, path: path)
      )
    }
  }

  /// The items of a list; a scalar is a list of one.
  func list() throws(ServiceFailure) -> [ConfigurationNode] {
    switch node {
    case .sequence(let items):
      return items.map { ConfigurationNode($0, path: path) }
    case .scalar: return [self]
    default: throw failure("expected a list")
    }
  }

  /// A text.
  func string() throws(ServiceFailure) -> String {
    guard let scalar = node.scalar, node.null == nil else {
      throw failure("expected a text")
    }
    return scalar.string
  }

  /// A numeric address and a port.
  func address() throws(ServiceFailure) -> SocketAddress {
    guard let address = SocketAddress(text) else {
      throw failure("expected ADDRESS:PORT, numeric")
    }
    return address
  }

  /// A whole number in a range.
  func integer<Value: FixedWidthInteger & Sendable>(
    _ range: ClosedRange<Value>
  ) throws(ServiceFailure) -> Value {
    guard let value = Value(text), range.contains(value) else {
      throw failure(
        "expected a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
