// SPDX-License-Identifier: Apache-2.0

/// Limits that a mission may choose; each at least 1.
public struct LimitOptions: Equatable, Sendable {
  /// Signatures that one peer may have checked in a second.
  public var peerSignaturesPerSecond: UInt32 = 100
  /// Those of all peers together that are not known.
  public var strangerSignaturesPerSecond: UInt32 = 1_000
  /// Those of all peers together.
  public var signaturesPerSecond: UInt32 = 4_000
  /// Events, with their telemetry records, in a second about datagrams that
  /// lead to nothing new; the others are counted.
  public var refusalEventsPerSecond: UInt32 = 50
  /// Programs that run at once.
  public var runningTaskCountMax: UInt32 = 8
  /// Accepted tasks that wait for their binding or their turn; the oldest
  /// unbound one makes room.
  public var waitingTaskCountMax: UInt32 = 1_024
  /// Proofs that are kept to be sent again.
  public var proofCountMax: UInt32 = 4_096
  /// How long programs may go on after SIGTERM.
  public var drainSecondsMax: UInt32 = 60

  /// The usual ones.
  public init() {}
}
