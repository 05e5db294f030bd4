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
    let profile = try readProfile(options.profile)
    let record = try ground { () throws(GroundError) in
      try ProfileRecord(packing: profile)
    }
    let start = MonotonicTime.microseconds
    let file = try openStore(options, profile.limits)
    let recoveryMicroseconds = MonotonicTime.microseconds - start
    let problem = file.problem.map { "\($0) \($0.remedy)" }
    if let problem { log.error("refusing everything: \(problem)") }
    if file.wasCreated {
      log.notice("\(file.path): no store was here; made a new one")
    }
    let journal = try TaskJournal(
      path: options.tasksPath,
      proofCountMax: Int(options.limits.proofCountMax))
    let telemetry = try Telemetry(to: options.telemetry)
    let plan = Start(
      options: options, journal: journal, events: EventOutput(),
      telemetry: telemetry, log: log, problem: problem,
      wasCreated: file.wasCreated, recoveryMicroseconds: recoveryMicroseconds)
    try withUnsafeMutablePointer(to: &file.store) {
      store throws(ServiceFailure) in
      let target = try makeTarget(options, record, store)
      let service = try Service(
        options, target: target, journal: journal, events: plan.events,
        telemetry: telemetry, log: log)
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

  private static func makeTarget(
    _ options: ServiceOptions, _ record: ProfileRecord,
    _ store: UnsafeMutablePointer<FileStore.Store>
  ) throws(ServiceFailure) -> Obc {
    let profile = try ground { () throws(GroundError) -> Profile in
      try record.profile(place: options.profile)
    }
    let key = try ground { () throws(GroundError) -> SecretKey in
      try SecretKeyFile.executorKey(from: options.executorKey)
    }
    let secret = try ground { () throws(GroundError) -> DeviceSecret in
      try SecretKeyFile.deviceSecret(
        from: options.deviceSecret, besides: options.executorKey)
    }
    guard
      let arbiter = ClockArbiter(
        policy: ClockPolicy(
          earliestSeconds: profile.limits.earliestTimeSeconds))
    else {
      throw ServiceFailure(
        ServiceFailure.input,
        "\(options.profile): earliest_time_s: expected a time before 2106")
    }
    do throws(TargetError) {
      return Obc(
        target: try Target(
          verifier: Verifier(
            profile: profile, store: store, lock: SingleTask()),
          executorKey: key, deviceSecret: secret, planner: options.commands,
          entropy: KernelEntropy()),
        clock: arbiter)
    } catch {
      throw ServiceFailure(
        ServiceFailure.input,
        "\(options.executorKey): expected the key of the profile's identity, "
          + "found another key")
    }
  }

  private static func ground<Value: ~Copyable>(
    _ body: () throws(GroundError) -> Value
  ) throws(ServiceFailure) -> Value {
    do throws(GroundError) {
      return try body()
    } catch {
      throw ServiceFailure(error)
    }
  }

  private static func readProfile(
    _ path: String
  ) throws(ServiceFailure) -> SatelliteProfile {
    let bytes = try readFile(path)
    do throws(GroundError) {
      return bytes.starts(with: "\(ProfileLayout.magic)".utf8)
        ? try SatelliteProfile(record: bytes, place: path)
        : try SatelliteProfile(json: bytes)
    } catch {
      let text = "\(error)"
      throw ServiceFailure(
        ServiceFailure.input,
        text.hasPrefix(path) ? text : "\(path): \(text)")
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
