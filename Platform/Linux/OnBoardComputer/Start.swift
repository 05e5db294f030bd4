// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import ScrapCrypto
import ScrapGround
import ScrapJournal
import ScrapLink
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What is reported before the first request can come.
struct Start {
  let options: ServiceOptions
  let journal: TaskJournal
  let events: EventOutput
  let telemetry: Telemetry
  let log: Logger
  /// Why everything is refused; nil if it is not.
  let problem: String?
  let wasCreated: Bool
  let recoveryMicroseconds: UInt64

  /// Major, minor, patch.
  private static var version: InlineArray<3, UInt8> { [0, 1, 0] }

  /// Reports the start, and which tasks a restart has burned.
  func report(_ service: Service) {
    let record = record(service)
    events.emit("boot", at: service.now(), members(record))
    telemetry.send(.boot, at: service.now()) {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
    log.notice(
      "\(banner), store \(record.outcome), \(record.entryCount) used tokens")
    if options.clock.isSimulated {
      log.warning("SIMULATED CLOCKS: a demonstration, not a satellite")
    }
    for task in journal.lost {
      service.counters.lostCount += 1
      events.emit(
        "task_lost", at: service.now(),
        EventOutput.task(
          tokenID: task.tokenIDText, taskID: task.taskIDText, task.paymentHash)
          + [("reason", .string("restart"))])
    }
    journal.renew()
    if journal.damagedLineCount > 0 {
      log.warning("\(journal.path): \(journal.damagedLineCount) bad lines")
    }
    if let place = journal.damagedPath {
      log.error(
        """
        \(journal.path): damaged; kept as \(place), and made anew with the \
        lines that check: a request that was accepted before may be answered \
        anew
        """)
    } else if journal.isNew, !wasCreated {
      log.warning(
        """
        \(journal.path): no tasks here: a request that was accepted before is \
        answered anew
        """)
    }
    if journal.hasNoAccepts {
      log.warning(
        """
        \(journal.path): of version 1, without accepts: a request that was \
        accepted before is answered anew
        """)
    }
    if journal.hasNoHead {
      log.warning(
        """
        \(journal.path): without its first line, read as of version 2: a \
        request that was accepted before may be answered anew
        """)
    }
    if let problem = journal.problem { log.error("\(problem)") }
    for (capability, command) in options.commands.commands {
      let program = command.arguments.first ?? ""
      if access(program, X_OK) != 0 {
        log.warning("\(capability): \(program) cannot be executed")
      }
    }
  }

  private var banner: String {
    "obc 0.1.0" + (options.clock.isSimulated ? ", simulated clocks" : "")
  }

  private func record(_ service: Service) -> BootRecord {
    var record = BootRecord(version: Self.version)
    record.findings.insert(.profile)
    record.findings.insert(.key)
    record.findings.insert(.store)
    record.findings.insert(.generator)
    if problem == nil { record.findings.insert(.serving) }
    if options.clock.isSimulated { record.findings.insert(.simulatedClock) }
    if service.manager.watchdogNanoseconds != nil {
      record.findings.insert(.watchdog)
    }
    record.identityFingerprint =
      SHA256.hash(service.target.target.verifier.profile.identityKey)
      .prefix(at: 0, byteCount: 8)
    record.recoveryMicroseconds = UInt32(clamping: recoveryMicroseconds)
    service.target.target.verifier.withStore { store in
      record.outcome = store.outcome
      record.journal = store.journal.report
      record.floors = store.floors
      record.entryCount = store.statistics.entryCount
      record.entryCapacity = store.statistics.entryCapacity
    }
    return record
  }

  private func members(_ record: BootRecord) -> [(String, JSONText)] {
    let report = record.journal
    return [
      ("version", .string("0.1.0")),
      ("store", .string("\(record.outcome)")),
      ("problem", .optional(problem)),
      ("created", .bool(wasCreated)),
      ("entry_count", .integer(UInt64(record.entryCount))),
      ("entry_capacity", .integer(UInt64(record.entryCapacity))),
      ("mark_count", .integer(report.markCount)),
      ("half_slot_count", .integer(report.halfSlotCount)),
      ("torn_slot_count", .integer(report.tornSlotCount)),
      ("lost_slot_count", .integer(report.lostSlotCount)),
      ("anchor", .string("\(report.anchor)")),
      ("expiry_floor_seconds", .integer(record.floors.expiresAtSeconds)),
      ("issuance_floor_seconds", .integer(record.floors.issuedAtSeconds)),
      ("time_mark_seconds", .integer(record.floors.timeMarkSeconds)),
      ("recovery_microseconds", .integer(recoveryMicroseconds)),
      ("clock_simulated", .bool(options.clock.isSimulated)),
      ("task_file_damaged", .optional(journal.damagedPath)),
      ("kept_proof_count", .integer(UInt64(journal.proofCount))),
      ("kept_accept_count", .integer(UInt64(journal.acceptCount))),
      ("burned_task_count", .integer(UInt64(journal.lost.count))),
      ("capability_count", .integer(UInt64(options.commands.commands.count))),
      ("watchdog", .bool(record.findings.contains(.watchdog))),
    ]
  }
}
