// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapCommander
import ScrapGround

/// A contact with one satellite: its exchanges one after another, over UDP,
/// until the last one has ended.
struct Contact: ~Copyable {
  /// An exchange that waits for its turn.
  struct Waiting {
    var request: SignedRequest
    var kind: ContactExchange.Kind
  }

  /// Datagrams that are taken before anything else is looked after.
  private static let burstCount = 64

  let key: SigningKey
  let executorKey: [UInt8]
  let policy: CommanderPolicy
  let link: DatagramLink
  let receipts: ReceiptStore?
  /// The satellite's process, until it was killed: its number may soon be
  /// another one's.
  var process: Int32?
  let target: String
  let signals: SignalQueue
  var clock: ContactClock
  var output: ContactOutput
  var waiting: [Waiting]
  /// All that were begun; the last one may be under way.
  var exchanges: [ContactExchange] = []
  var sentCount: UInt64 = 0
  var receivedCount: UInt64 = 0
  /// Answers of which no exchange wanted to know.
  var ignoredCount: UInt64 = 0
  /// The way there as it was last, so that a fault is told once.
  var linkFault: String?
  /// Why receipts could not be kept.
  var receiptFault: String?
  var isQuit = false

  /// Prepares a contact.
  ///
  /// - Throws: status 70 without a way to hear signals.
  init(
    requests: [SignedRequest], key: consuming SigningKey,
    executorKey: [UInt8], policy: CommanderPolicy,
    link: consuming DatagramLink, target: String, receipts: ReceiptStore?,
    clock: ContactClock, output: ContactOutput, process: Int32?
  ) throws {
    // Told before anything is sent or changed.
    if let first = requests.first {
      _ = try Commander(
        request: first, executorKey: executorKey, policy: policy)
    }
    self.signals = try SignalQueue()
    self.key = key
    self.executorKey = executorKey
    self.policy = policy
    self.link = link
    self.target = target
    self.receipts = receipts
    self.process = process
    self.clock = clock
    self.output = output
    self.waiting = requests.map { Waiting(request: $0, kind: .request) }
  }

  /// Runs to the end; a signal ends the process as usual, with the terminal
  /// as it was.
  mutating func run() throws {
    output.open()
    defer { output.close() }
    show(
      .opened(
        target: target, requestCount: waiting.count,
        unixSeconds: clock.unixSeconds(at: 0)))
    while !isQuit {
      try beginNext()
      guard isBusy || output.hasView else { break }
      output.draw(picture())
      wait()
      try takeSignals()
      for key in output.keys() { press(key) }
      try takeDatagrams()
      try advance()
    }
    if isBusy { end() }
    output.close()
    for fault in [output.fault, output.recordFault, receiptFault].compactMap(
      \.self)
    {
      Console.report(fault)
    }
  }

  /// Whether an exchange is under way.
  var isBusy: Bool {
    exchanges.last.map { !$0.commander.state.isFinished } ?? false
  }

  /// The exit status: what could not be written, then what got no answer or no
  /// proof, then what was refused.
  var status: Int32 {
    let faults = [output.fault, output.recordFault, receiptFault]
    if faults.contains(where: { $0 != nil }) { return Failure.store }
    let asked = exchanges.filter { $0.kind == .request }
    let states = asked.map(\.commander.state)
    if !waiting.allSatisfy({ $0.kind != .request }) {
      return Failure.unavailable
    }
    if states.contains(where: { $0 != .proved && $0 != .refused }) {
      return Failure.unavailable
    }
    return states.contains(.refused) ? Failure.refused : 0
  }

  /// Waits until something arrives or is due.
  private borrowing func wait() {
    var clock = clock
    let now = clock.nanoseconds()
    let due = [
      isBusy ? exchanges.last?.commander.deadlineNanoseconds : nil,
      output.deadlineNanoseconds,
    ].compactMap(\.self).min()
    // Rounded up, so that a deadline has passed when it is looked at.
    let left = due.map { $0 > now ? ($0 - now) / 1_000_000 + 1 : 0 }
    var files = [
      pollfd(fd: link.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    if output.hasView {
      files.append(
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0))
    }
    poll(&files, nfds_t(files.count), left.map { Int32(min($0, 60_000)) } ?? -1)
  }

  private mutating func takeSignals() throws {
    while let number = signals.next() {
      switch number {
      case SIGHUP: output.lose("the terminal")
      case SIGWINCH: output.redraw()
      case SIGTSTP:
        output.close()
        SignalQueue.stop()
      case SIGCONT:
        // Whoever had the terminal meanwhile may have set it otherwise.
        output.close()
        output.open()
      default:
        output.close()
        SignalQueue.die(of: number)
      }
    }
  }

  private mutating func takeDatagrams() throws {
    for _ in 0..<Self.burstCount {
      switch link.receive() {
      case .nothing: return
      case .fault(let cause): tellLinkFault(cause)
      case .datagram(let bytes):
        linkFault = nil
        receivedCount += 1
        try take(bytes)
      }
    }
  }
}
