// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import Logging
import ScrapClock
import ScrapCrypto
import ScrapGround
import ScrapLink
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// The target satellite as a Linux process. Order of the start: recover the
/// store, report, find trusted time, then open the socket.
public enum OnBoardComputer {
  /// Tokens for which accepts can be kept, a KB each: of a store with room for
  /// more, the rest stays empty.
  private static let acceptedTokenCountMax: UInt32 = 65_536

  /// Runs until it is told to stop.
  ///
  /// - Parameters:
  ///   - options: what it is to be; without a `problem`.
  ///   - log: for people.
  /// - Throws: why it cannot begin, see `ServiceFailure`.
  public static func run(
    _ options: ServiceOptions, log: Logger
  ) throws(ServiceFailure) {
    // Nobody reads the log; and a file beyond its limit is a full disk.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    if let problem = options.problem {
      throw ServiceFailure(ServiceFailure.usage, problem)
    }
    // All that can be read and checked, before anything is made. A task file or
    // an address that cannot be had is found out later, over a new store.
    let provisions = try Provisions(options)
    let telemetry = try Telemetry(to: options.telemetry)
    // The profile is a view of it.
    let record = provisions.record
    defer { withExtendedLifetime(record) {} }
    let limits = provisions.limits
    let start = MonotonicTime.microseconds
    let file = try openStore(options, limits)
    let recoveryMicroseconds = MonotonicTime.microseconds - start
    let problem = file.problem.map { "\($0) \($0.remedy)" }
    if let problem { log.error("refusing everything: \(problem)") }
    if file.wasCreated {
      log.notice("\(file.path): no store was here; made a new one")
    }
    if limits.replayCapacity > acceptedTokenCountMax {
      log.warning(
        """
        replay_capacity \(limits.replayCapacity): accepts are kept for \
        \(acceptedTokenCountMax) live tokens; beyond a quarter more, nothing \
        is accepted
        """)
    }
    let journal = try TaskJournal(
      path: options.tasksPath,
      entryCapacity: Int(min(limits.replayCapacity, acceptedTokenCountMax)),
      proofCountMax: Int(options.limits.proofCountMax))
    let plan = Start(
      options: options, journal: journal, events: EventOutput(),
      telemetry: telemetry, log: log, problem: problem,
      wasCreated: file.wasCreated, recoveryMicroseconds: recoveryMicroseconds)
    var awaited: Provisions? = provisions
    try withUnsafeMutablePointer(to: &file.store) {
      store throws(ServiceFailure) in
      guard let provisions = awaited.take() else {
        preconditionFailure("the body runs once")
      }
      let service = try Service(
        options, target: provisions.target(over: store, options),
        journal: journal, events: plan.events, telemetry: telemetry, log: log)
      plan.report(service)
      try service.run()
    }
  }

  private static func openStore(
    _ options: ServiceOptions, _ limits: ProfileLimits
  ) throws(ServiceFailure) -> FileStore {
    do throws(FileStoreError) {
      return try FileStore.openOrCreate(
        path: options.store, anchorPath: options.anchor,
        entryCapacity: limits.replayCapacity,
        ledgerCapacity: limits.replayCapacity,
        quota: limits.quota(entryCapacity:))
    } catch {
      throw ServiceFailure(error)
    }
  }

  /// A whole file of at most a MiB.
  ///
  /// - Throws: status 65 if it cannot be read or is longer.
  public static func readFile(
    _ path: String
  ) throws(ServiceFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw .system(path, status: ServiceFailure.input)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= 1 << 20 {
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .system(path, status: ServiceFailure.input)
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
    throw ServiceFailure(
      ServiceFailure.input, "\(path): expected at most 1048576 bytes")
  }
}
