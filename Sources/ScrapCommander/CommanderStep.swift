// SPDX-License-Identifier: Apache-2.0

/// What a commander answers to a datagram or to the passing of time.
public struct CommanderStep: Equatable, Sendable {
  /// What is to be sent, in order, one datagram each.
  public var datagrams: [[UInt8]] = []
  /// What happened, in order.
  public var events: [CommanderEvent] = []

  /// Nothing to send, nothing happened.
  public init() {}
}
