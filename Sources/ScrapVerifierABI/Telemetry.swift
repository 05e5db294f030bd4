// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapIntegers
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// See the header.
@c @implementation
public func scrap_verifier_boot_report(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ report: UnsafeMutablePointer<scrap_boot_report>?
) -> Int32 {
  guard let report = unsafe report else { return SCRAP_ERROR_NULL.rawValue }
  return unsafe withContext(memory) { context in
    let found = unsafe context.store.pointee.journal.report
    let floors = unsafe context.store.pointee.floors
    let statistics = unsafe context.store.pointee.statistics
    var boot = scrap_boot_report()
    boot.status = context.storeStatus
    boot.loss_causes = UInt32(found.loss.bits)
    boot.segment_count = found.segmentCount
    boot.mark_count = found.markCount
    boot.half_slot_count = found.halfSlotCount
    boot.torn_slot_count = found.tornSlotCount
    boot.lost_slot_count = found.lostSlotCount
    boot.damaged_control_count = found.damagedControlImageCount
    boot.failed_read_count = found.failedReadCount
    boot.skipped_segment_count = found.skippedSegmentCount
    boot.expires_floor = floors.expiresAtSeconds
    boot.issued_floor = floors.issuedAtSeconds
    boot.time_mark = floors.timeMarkSeconds
    boot.entry_count = statistics.entryCount
    boot.entry_capacity = unsafe context.head.pointee.entryCapacity
    unsafe withUnsafeMutableBytes(of: &boot.identity_key) { bytes in
      let place = ProfileLayout.identityKeyOffset + 1
      for index in 0..<8 {
        // A record that was checked has a key of 33 bytes there.
        unsafe bytes[index] = context.config.pointee.profile[place + index]
      }
    }
    unsafe report.pointee = boot
    return 0
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_housekeeping(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ housekeeping: UnsafeMutablePointer<scrap_housekeeping>?
) -> Int32 {
  guard let housekeeping = unsafe housekeeping else {
    return SCRAP_ERROR_NULL.rawValue
  }
  return unsafe withContext(memory) { context in
    var words = scrap_housekeeping()
    words.version = 2
    words.store_status = context.storeStatus
    words.take(unsafe context.target.pointee.counters)
    words.take(unsafe context.head.pointee.clock)
    words.take(unsafe context.store.pointee.statistics)
    words.entry_capacity = unsafe context.head.pointee.entryCapacity
    words.no_op_count = unsafe context.head.pointee.noOpCount
    words.last_reason = unsafe context.head.pointee.lastReason
    let fill = unsafe context.store.pointee.journal.ringFill
    // A ring has fewer than 2^32 slots.
    words.ring_fill = UInt32(truncatingIfNeeded: fill)
    unsafe housekeeping.pointee = words
    return 0
  }
}

extension scrap_housekeeping {
  fileprivate mutating func take(_ counters: TargetCounters) {
    granted_count = counters.grantedCount
    refused_count = counters.refusedCount
    replayed_count = counters.replayedCount
    untimed_count = counters.untimedCount
    store_refused_count = counters.storeRefusedCount
    malformed_count = counters.malformedCount
    bound_count = counters.boundCount
    binding_refused_count = counters.bindingRefusedCount
    clock_set_count = counters.clockSetCount
    operator_refused_count = counters.operatorRefusedCount
    ignored_count = counters.ignoredCount
    reply_count = counters.replyCount
    time_mark_count = counters.timeMarkCount
    time_mark_failed_count = counters.timeMarkFailedCount
    repaired_record_count = counters.repairedRecordCount
    unrepaired_count = counters.unrepairedCount
    scrub_pass_count = counters.scrubPassCount
    operator_taken_count = counters.operatorTakenCount
    revoked_count = counters.revokedCount
  }

  fileprivate mutating func take(_ clock: ClockWord) {
    is_time_trusted = clock.isTrusted ? 1 : 0
    clock_reason = clock.reason
    clock_alarms = clock.alarms
    time_lo_seconds = clock.loSeconds
    time_hi_seconds = clock.hiSeconds
  }

  fileprivate mutating func take(_ statistics: StoreStatistics) {
    entry_count = statistics.entryCount
    earliest_expiry = statistics.earliestExpirySeconds ?? 0
    rebuild_count = statistics.rebuildCount
    repaired_vote_count = statistics.repairedVoteCount
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_reset_counters(
  _ memory: UnsafeMutablePointer<scrap_verifier>?
) -> Int32 {
  unsafe withContext(memory) { context in
    unsafe context.target.pointee.resetCounters()
    unsafe context.head.pointee.noOpCount = 0
    unsafe context.head.pointee.lastReason = 0
    return 0
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_no_op(
  _ memory: UnsafeMutablePointer<scrap_verifier>?
) -> Int32 {
  unsafe withContext(memory) { context in
    let count = unsafe context.head.pointee.noOpCount
    if count < .max { unsafe context.head.pointee.noOpCount = count + 1 }
    return 0
  }
}
