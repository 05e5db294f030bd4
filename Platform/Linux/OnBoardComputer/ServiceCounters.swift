// SPDX-License-Identifier: Apache-2.0

/// What came, what went, and everything that was dropped, since the start.
struct ServiceCounters {
  /// Datagrams that were taken from the socket.
  var datagramCount: UInt64 = 0
  /// Dropped: longer than any message.
  var oversizedCount: UInt64 = 0
  /// Dropped: of no internet address, or of port 0.
  var sourcelessCount: UInt64 = 0
  /// Dropped: the peer's share of signatures was used up.
  var peerLimitedCount: UInt64 = 0
  /// Dropped: that of all strangers was.
  var strangersLimitedCount: UInt64 = 0
  /// Dropped: that of everybody was.
  var totalLimitedCount: UInt64 = 0
  /// Dropped: no room for one more task, and none unbound to make some.
  var busyCount: UInt64 = 0
  /// Dropped: no accept can be kept, for the task file cannot be written or
  /// is full of those of live tokens.
  var unkeptCount: UInt64 = 0
  /// Events that were left out, all counted elsewhere.
  var suppressedEventCount: UInt64 = 0
  /// Replies and proofs that were sent.
  var replyCount: UInt64 = 0
  /// Programs that were started.
  var startedCount: UInt64 = 0
  /// Tasks with a proof.
  var provenCount: UInt64 = 0
  /// Tasks whose program came to no proof.
  var failedCount: UInt64 = 0
  /// Granted tasks that did not run: unbound too long, crowded out, or burned
  /// by a restart; and those of which nothing was noted.
  var lostCount: UInt64 = 0
  /// Telemetry packets that could not be sent.
  var telemetryLostCount: UInt64 = 0
}
