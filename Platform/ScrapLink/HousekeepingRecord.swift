// SPDX-License-Identifier: Apache-2.0

public import ScrapClock
import ScrapIntegers
public import ScrapReplay
public import ScrapTarget
public import ScrapVerifier
public import ScrapWire

/// Counters and state, 155 bytes behind the header. No counter wraps: each
/// stays at its greatest value.
///
/// ```
///   0  messages received                                  4
///   4  frames, noise bytes, oversized, bad escapes,
///      other commands, unknown control, lost bytes    7 x 4
///  32  granted, refused, replayed, untimed, store
///      refused, malformed, bound, binding refused,
///      clock set, operator refused, ignored, replies,
///      time marks, time marks failed, repaired,
///      unrepaired, scrub passes                      17 x 4
/// 100  whether there is trusted time                      1
/// 101  why, see ClockReason                               1
/// 102  trusted time: lo, hi; 0 if there is none       2 x 8
/// 118  outcome of the recovery                            1
/// 119  entries of the index, entries that have room   2 x 4
/// 127  slots in use on the ring                           8
/// 135  transfers to the card that failed                  4
/// 139  bytes of stack ever used, and there are        2 x 4
/// 147  operator's commands that took effect and status
///      questions answered; refused as revoked         2 x 4
/// ```
public struct HousekeepingRecord: Sendable {
  /// Messages received.
  public var messageCount: UInt32 = 0
  /// What came in over the link.
  public var link = KISSCounters()
  /// Frames on the control port that are no command.
  public var unknownControlCount: UInt32 = 0
  /// Bytes that the line lost.
  public var lostByteCount: UInt32 = 0
  /// What the target has done.
  public var target = TargetCounters()
  /// Trusted time; nil if there is none.
  public var time: TrustedTime?
  /// Why.
  public var clockReason: ClockReason = .noWitness
  /// What became of the recovery.
  public var outcome: RecoveryOutcome = .notRecovered
  /// How full the index is.
  public var store = StoreStatistics()
  /// Slots in use on the ring.
  public var ringFill: UInt64 = 0
  /// Transfers to the card that failed.
  public var cardFailureCount: UInt32 = 0
  /// Bytes of stack that were ever used.
  public var stackHighWater: UInt32 = 0
  /// Bytes of stack.
  public var stackByteCount: UInt32 = 0

  /// All zero.
  public init() {}
}

extension ByteWriter {
  /// Writes a record.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(
    _ record: borrowing HousekeepingRecord
  ) throws(WriteError) {
    try append(word: record.messageCount)
    try append(word: record.link.frameCount)
    try append(word: record.link.noiseByteCount)
    try append(word: record.link.oversizedCount)
    try append(word: record.link.badEscapeCount)
    try append(word: record.link.otherCommandCount)
    try append(word: record.unknownControlCount)
    try append(word: record.lostByteCount)
    try append(record.target)
    try append(record.time == nil ? 0 : 1)
    try append(record.clockReason.rawValue)
    try append(integer: record.time?.loSeconds ?? 0, byteCount: 8)
    try append(integer: record.time?.hiSeconds ?? 0, byteCount: 8)
    try append(record.outcome.rawValue)
    try append(word: record.store.entryCount)
    try append(word: record.store.entryCapacity)
    try append(integer: record.ringFill, byteCount: 8)
    try append(word: record.cardFailureCount)
    try append(word: record.stackHighWater)
    try append(word: record.stackByteCount)
    try append(word: record.target.operatorTakenCount)
    try append(word: record.target.revokedCount)
  }

  @_lifetime(self: copy self)
  private mutating func append(
    _ counters: TargetCounters
  ) throws(WriteError) {
    try append(word: counters.grantedCount)
    try append(word: counters.refusedCount)
    try append(word: counters.replayedCount)
    try append(word: counters.untimedCount)
    try append(word: counters.storeRefusedCount)
    try append(word: counters.malformedCount)
    try append(word: counters.boundCount)
    try append(word: counters.bindingRefusedCount)
    try append(word: counters.clockSetCount)
    try append(word: counters.operatorRefusedCount)
    try append(word: counters.ignoredCount)
    try append(word: counters.replyCount)
    try append(word: counters.timeMarkCount)
    try append(word: counters.timeMarkFailedCount)
    try append(word: counters.repairedRecordCount)
    try append(word: counters.unrepairedCount)
    try append(word: counters.scrubPassCount)
  }

  @_lifetime(self: copy self)
  private mutating func append(word: UInt32) throws(WriteError) {
    try append(integer: UInt64(word), byteCount: 4)
  }
}
