// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc
import LinuxClock
import Logging
import ScrapClock
import ScrapGround
import ScrapTarget

/// The satellite's loop: datagrams to the target, its grants to programs, their
/// outputs to proofs, and bounded care in between. One thread.
final class Service {
  /// Datagrams that are taken before anything else is looked at again, and
  /// for how long: each grant waits for the disk several times.
  private static let datagramCountPerTurn = 64
  private static let datagramNanosecondsPerTurn: UInt64 = 100_000_000
  /// How often clocks are read and care is taken.
  static let careNanoseconds: UInt64 = 250_000_000
  private static let signals: [Int32] = [SIGTERM, SIGINT, SIGCHLD, SIGHUP]

  let options: ServiceOptions
  let log: Logger
  let events: EventOutput
  let telemetry: Telemetry
  let journal: TaskJournal
  let manager = ServiceManager()
  var target: Obc
  var clocks: ClockSources
  var counter = MonotonicCounter()
  var counters = ServiceCounters()
  /// When the datagram in hand was taken from the socket.
  var takenNanoseconds: UInt64 = 0
  var limits: PeerLimits
  var refusalEvents = TokenBucket()
  let refusalEventRate: TokenBucket.Rate
  /// What the clocks came to when it was told last.
  var clockReason: ClockReason?
  /// Whether all was in the task file when it was told last.
  var isJournalWhole = true
  var tasks: TaskTable
  var runs: [ProgramRun] = []
  var socket: DatagramSocket?
  var schedule = Schedule()
  private let signalDescriptor: Int32

  /// When what is due next.
  struct Schedule {
    var careNanoseconds: UInt64 = 0
    var tickNanoseconds: UInt64 = 0
    var housekeepingNanoseconds: UInt64 = 0
    var challengeNanoseconds: UInt64 = 0
    var watchdogNanoseconds: UInt64 = 0
    /// When programs are killed; nil until the service is to stop.
    var drainEndNanoseconds: UInt64?
  }

  init(
    _ options: ServiceOptions, target: consuming Obc, journal: TaskJournal,
    events: EventOutput, telemetry: Telemetry, log: Logger
  ) throws(ServiceFailure) {
    self.options = options
    self.target = target
    self.journal = journal
    self.events = events
    self.telemetry = telemetry
    self.log = log
    clocks = ClockSources(options.clock)
    limits = PeerLimits(options.limits, station: options.station)
    refusalEventRate = TokenBucket.Rate(
      perSecond: options.limits.refusalEventsPerSecond,
      burstCount: options.limits.refusalEventsPerSecond)
    tasks = TaskTable(countMax: Int(options.limits.waitingTaskCountMax))
    signalDescriptor = scrap_signal_descriptor(
      Self.signals, Int32(Self.signals.count))
    guard signalDescriptor >= 0 else { throw .system("signalfd") }
  }

  deinit { if signalDescriptor >= 0 { close(signalDescriptor) } }

  /// The counter now.
  func now() -> UInt64 { counter.nanoseconds() }

  /// Whether the service is to stop.
  var isStopping: Bool { schedule.drainEndNanoseconds != nil }

  /// Whether programs have no more time.
  var isDrainOver: Bool {
    schedule.drainEndNanoseconds.map { now() >= $0 } ?? false
  }

  /// Whether programs run, or will.
  private var isBusy: Bool {
    !runs.isEmpty || !isDrainOver && tasks.count(.queued) > 0
  }

  /// Waits for trusted time, opens the socket, and serves until it is told to
  /// stop and the programs that run have ended.
  func run() throws(ServiceFailure) {
    awaitTime()
    if !isStopping { try open() }
    while !isStopping || isBusy { turn() }
    finish()
  }

  /// Waits for something, and does what is to be done.
  private func turn() {
    wait()
    takeSignals()
    if !isStopping { takeDatagrams() }
    turnPrograms()
    care()
  }

  private func awaitTime() {
    let end = now() + UInt64(options.timeWaitSeconds) * Nanoseconds.perSecond
    repeat {
      care()
      let time = now()
      if target.arbitrate(counterNanoseconds: time).trustedTime != nil {
        return
      }
      wait()
      takeSignals()
    } while !isStopping && now() < end
    guard !isStopping else { return }
    log.warning("no trusted time: everything is refused until there is some")
  }

  private func open() throws(ServiceFailure) {
    guard let address = options.listen else { return }
    let opened = try DatagramSocket(at: address)
    socket = opened
    let found = opened.address ?? address
    events.emit(
      "listening", at: now(),
      [
        ("address", .string("\(found)")),
        ("port", .integer(UInt64(found.port))),
      ])
    log.info("listening at \(found)")
    manager.tell("READY=1\nSTATUS=listening at \(found)")
  }

  private func wait() {
    var asked = [
      pollfd(fd: signalDescriptor, events: Int16(POLLIN), revents: 0)
    ]
    if let socket, !isStopping {
      asked.append(
        pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
    }
    if events.isWaiting {
      asked.append(
        pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0))
    }
    for run in runs {
      for descriptor in run.descriptors {
        asked.append(
          pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
      }
    }
    let time = now()
    let due =
      ([schedule.careNanoseconds] + runs.map(\.deadlineNanoseconds))
      .min() ?? time
    let milliseconds = due > time ? (due - time) / 1_000_000 + 1 : 0
    poll(&asked, nfds_t(asked.count), Int32(min(milliseconds, 1_000)))
    events.flush()
  }

  private func takeDatagrams() {
    let end = now() + Self.datagramNanosecondsPerTurn
    for _ in 0..<Self.datagramCountPerTurn {
      guard now() < end, let received = socket?.receive() else { return }
      take(received)
    }
  }

  private func takeSignals() {
    while true {
      switch scrap_next_signal(signalDescriptor) {
      case 0: return
      case SIGTERM, SIGINT: stop()
      case SIGHUP: log.notice("the terminal is gone; serving goes on")
      default: break
      }
    }
  }

  /// The first time: takes nothing more, lets programs end. The second time:
  /// kills them.
  private func stop() {
    guard !isStopping else {
      schedule.drainEndNanoseconds = 0
      return
    }
    schedule.drainEndNanoseconds =
      now() + UInt64(options.limits.drainSecondsMax) * Nanoseconds.perSecond
    manager.tell("STOPPING=1")
    events.emit(
      "stopping", at: now(),
      [
        ("running", .integer(UInt64(runs.count))),
        ("queued", .integer(UInt64(tasks.count(.queued)))),
        ("unbound", .integer(UInt64(tasks.count(.unbound)))),
      ])
    log.notice("stopping: \(runs.count) programs run")
  }

  private func finish() {
    sendHousekeeping()
    events.emit("stopped", at: now(), [])
    for _ in 0..<100 where events.isWaiting {
      usleep(10_000)
      events.flush()
    }
    log.notice("stopped")
  }
}
