// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import ScrapClock
import ScrapGround
import ScrapJournal
import ScrapLink
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What is due from time to time.
extension Service {
  private static let tickNanoseconds: UInt64 = 1_000_000_000
  private static let challengeNanoseconds: UInt64 = 10_000_000_000
  /// Buckets of the index that one tick checks.
  private static let scrubBucketCount: UInt32 = 16

  /// Reads the clocks, keeps time and store, reports.
  func care() {
    let time = now()
    guard time >= schedule.careNanoseconds else { return }
    schedule.careNanoseconds = time + Self.careNanoseconds
    clocks.feed(&target, counter: &counter)
    tellClock()
    if time >= schedule.tickNanoseconds {
      schedule.tickNanoseconds = time + Self.tickNanoseconds
      tick()
    }
    if time >= schedule.housekeepingNanoseconds {
      schedule.housekeepingNanoseconds =
        time + UInt64(options.housekeepingSeconds) * Nanoseconds.perSecond
      sendHousekeeping()
    }
    if time >= schedule.watchdogNanoseconds { feedWatchdog() }
    if journal.isRenewalDue {
      feedWatchdog()
      journal.renew()
      feedWatchdog()
    }
  }

  /// Tells the service manager, if it asked to be told.
  private func feedWatchdog() {
    guard let interval = manager.watchdogNanoseconds else { return }
    schedule.watchdogNanoseconds = now() + interval
    manager.tell("WATCHDOG=1")
  }

  /// Tells when there is another reason to have time, or to have none.
  private func tellClock() {
    let decision = target.arbitrate(counterNanoseconds: now())
    guard decision.reason != clockReason else { return }
    clockReason = decision.reason
    let isTrusted = decision.trustedTime != nil
    events.emit(
      "clock", at: now(),
      [
        ("trusted", .bool(isTrusted)),
        ("reason", .string(decision.reason.name)),
        ("simulated", .bool(options.clock.isSimulated)),
      ] + EventOutput.time(decision.trustedTime))
    let word = isTrusted ? "trusted time" : "no trusted time"
    let note = options.clock.isSimulated ? " SIMULATED." : ""
    log.log(
      level: isTrusted ? .info : .warning,
      "\(word): \(decision.reason.meaning)\(note)")
  }

  private func tick() {
    let tick = target.tick(
      counterNanoseconds: now(), bucketCount: Self.scrubBucketCount)
    dropOverdueOffers()
    journal.mend()
    tellJournal()
    if case .failed = tick.timeKeeping {
      log.error("the time mark could not be written; see the store")
    }
    if tick.clock.trustedTime == nil { askForTime() }
  }

  /// Tells when the task file cannot be written, and when it can again.
  func tellJournal() {
    guard journal.isWhole != isJournalWhole else { return }
    isJournalWhole = journal.isWhole
    if isJournalWhole {
      log.notice("\(journal.path): written again")
    } else {
      log.error("\(journal.problem ?? ""): nothing more is accepted")
    }
  }

  /// Asks the operator's station for the time.
  private func askForTime() {
    let time = now()
    guard let station = options.station, let socket,
      time >= schedule.challengeNanoseconds
    else { return }
    schedule.challengeNanoseconds = time + Self.challengeNanoseconds
    var buffer = InlineArray<96, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try target.target.clockChallenge(
        counterNanoseconds: time, into: &writer)
    } catch { return }
    socket.send(array(writer.bytes), to: station)
  }

  // MARK: Housekeeping

  /// Counters and state, as an event and as telemetry.
  func sendHousekeeping() {
    var record = HousekeepingRecord()
    record.messageCount = UInt32(clamping: counters.datagramCount)
    record.fill(from: &target, counterNanoseconds: now())
    let wear = target.target.verifier.withStore { $0.journal.wear }
    telemetry.send(.housekeeping, at: now()) {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
    counters.telemetryLostCount = telemetry.lostCount
    events.emit(
      "housekeeping", at: now(),
      EventOutput.time(record.time)
        + [
          ("clock_reason", .string(record.clockReason.name)),
          ("clock_simulated", .bool(options.clock.isSimulated)),
          ("store", .string("\(record.outcome)")),
          ("entry_count", .integer(UInt64(record.store.entryCount))),
          ("entry_capacity", .integer(UInt64(record.store.entryCapacity))),
          ("ring_fill", .integer(record.ringFill)),
          (
            "segment_erase_count_max",
            .optional(wear?.segmentEraseCountMax)
          ),
          (
            "control_erase_count_max",
            .optional(wear?.controlEraseCountMax)
          ),
        ] + targetMembers + taskMembers + dropMembers)
  }

  private var targetMembers: [(String, JSONText)] {
    let counters = target.counters
    let members: [(String, UInt32)] = [
      ("granted_count", counters.grantedCount),
      ("refused_count", counters.refusedCount),
      ("replayed_count", counters.replayedCount),
      ("revoked_count", counters.revokedCount),
      ("untimed_count", counters.untimedCount),
      ("store_refused_count", counters.storeRefusedCount),
      ("malformed_count", counters.malformedCount),
      ("bound_count", counters.boundCount),
      ("binding_refused_count", counters.bindingRefusedCount),
      ("clock_set_count", counters.clockSetCount),
      ("operator_taken_count", counters.operatorTakenCount),
      ("operator_refused_count", counters.operatorRefusedCount),
      ("ignored_count", counters.ignoredCount),
      ("time_mark_count", counters.timeMarkCount),
      ("time_mark_failed_count", counters.timeMarkFailedCount),
      ("repaired_record_count", counters.repairedRecordCount),
      ("unrepaired_count", counters.unrepairedCount),
      ("scrub_pass_count", counters.scrubPassCount),
    ]
    return members.map { ($0.0, .integer(UInt64($0.1))) }
  }

  private var taskMembers: [(String, JSONText)] {
    let members: [(String, UInt64)] = [
      ("unbound_task_count", UInt64(tasks.count(.unbound))),
      ("queued_task_count", UInt64(tasks.count(.queued))),
      ("running_task_count", UInt64(runs.count)),
      ("started_task_count", counters.startedCount),
      ("proven_task_count", counters.provenCount),
      ("failed_task_count", counters.failedCount),
      ("lost_task_count", counters.lostCount),
      ("kept_proof_count", UInt64(journal.proofCount)),
      ("kept_accept_count", UInt64(journal.acceptCount)),
      ("task_file_renewal_count", journal.renewalCount),
      ("task_line_waiting_count", UInt64(journal.waitingLineCount)),
    ]
    return members.map { ($0.0, .integer($0.1)) }
      + [("task_problem", .optional(journal.problem))]
  }

  /// What came and what was dropped, by cause.
  private var dropMembers: [(String, JSONText)] {
    let members: [(String, UInt64)] = [
      ("datagram_count", counters.datagramCount),
      ("reply_count", counters.replyCount),
      ("oversized_count", counters.oversizedCount),
      ("sourceless_count", counters.sourcelessCount),
      ("peer_limited_count", counters.peerLimitedCount),
      ("strangers_limited_count", counters.strangersLimitedCount),
      ("total_limited_count", counters.totalLimitedCount),
      ("busy_count", counters.busyCount),
      ("unkept_count", counters.unkeptCount),
      ("kernel_dropped_count", UInt64(socket?.kernelDropCount ?? 0)),
      ("send_failed_count", socket?.sendFailureCount ?? 0),
      ("suppressed_event_count", counters.suppressedEventCount),
      ("event_line_lost_count", events.lostLineCount),
      ("telemetry_lost_count", counters.telemetryLostCount),
      ("known_peer_count", UInt64(limits.knownCount)),
      ("resident_bytes", Self.residentByteCount),
    ]
    return members.map { ($0.0, .integer($0.1)) }
  }

  /// Memory in use, by the kernel's word; 0 if it does not say.
  private static var residentByteCount: UInt64 {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = read(file, &text, text.count)
    let words = String(decoding: text.prefix(max(count, 0)), as: UTF8.self)
      .split(separator: " ")
    guard words.count > 1, let pages = UInt64(words[1]) else { return 0 }
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
