// SPDX-License-Identifier: Apache-2.0

/// A message under way. Route and sender are the transport's; nobody who
/// decides sees them.
struct Envelope {
  /// What is under way.
  let bytes: [UInt8]
  /// Where it goes, by text id, its sender first.
  let route: [String]
  /// Where in the route it is going now.
  var hop: Int
  /// The exchange that it belongs to; nil for others.
  let exchange: Int?
  /// The operator's command that it is, or answers; nil for others.
  let command: Int?

  init(
    _ bytes: [UInt8], route: [String], exchange: Int? = nil,
    command: Int? = nil
  ) {
    self.bytes = bytes
    self.route = route
    self.exchange = exchange
    self.command = command
    hop = 1
  }

  /// The node that it comes from.
  var from: String { route[hop - 1] }

  /// The node that it is going to.
  var to: String { route[hop] }

  var isAtEnd: Bool { hop == route.count - 1 }

  /// An answer, back over the same nodes.
  func answer(_ bytes: [UInt8]) -> Envelope {
    Envelope(
      bytes, route: route.reversed(), exchange: exchange, command: command)
  }
}
