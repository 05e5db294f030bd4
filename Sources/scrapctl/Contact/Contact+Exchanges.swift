// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapCommander
import ScrapGround

// One exchange after another
extension Contact {
  /// How long an answer to a spoofed request is listened for.
  private static let spoofNanoseconds: UInt64 = 1_500_000_000

  /// Begins the next exchange if none is under way.
  mutating func beginNext() throws {
    guard !isBusy, !waiting.isEmpty else { return }
    let next = waiting.removeFirst()
    var policy = policy
    if next.kind == .spoof {
      policy.firstIntervalNanoseconds = 2 * Self.spoofNanoseconds
      policy.acceptWithinNanoseconds = Self.spoofNanoseconds
    }
    var exchange = ContactExchange(
      number: exchanges.count + 1, kind: next.kind,
      commander: try Commander(
        request: next.request, executorKey: executorKey, policy: policy))
    exchange.beganNanoseconds = clock.nanoseconds()
    exchanges.append(exchange)
    if next.kind != .request { show(.began(next.kind)) }
    try advance()
  }

  /// Sends what is due, and gives up what is over.
  mutating func advance() throws {
    guard isBusy, var exchange = exchanges.popLast() else { return }
    let now = clock.nanoseconds()
    let step = exchange.commander.advance(nowNanoseconds: now)
    try finish(step, of: exchange, at: now)
  }

  /// Takes a datagram of the satellite's.
  mutating func take(_ bytes: [UInt8]) throws {
    guard var exchange = exchanges.popLast() else {
      ignoredCount += 1
      return
    }
    let now = clock.nanoseconds()
    do {
      let step = try exchange.commander.receive(
        bytes, nowNanoseconds: now, unixSeconds: clock.unixSeconds(at: now),
        key: key)
      try finish(step, of: exchange, at: now)
    } catch {
      exchanges.append(exchange)
      throw error
    }
  }

  /// Puts the exchange back, and does what the step asks for.
  private mutating func finish(
    _ step: CommanderStep, of exchange: ContactExchange, at now: UInt64
  ) throws {
    var exchange = exchange
    for event in step.events {
      exchange.note(event, at: now)
      if case .ignored = event { ignoredCount += 1 }
    }
    exchanges.append(exchange)
    for datagram in step.datagrams { send(datagram) }
    for event in step.events { show(.commander(event), at: now) }
    let hasVerified = step.events.contains {
      switch $0 {
      case .acceptVerified, .proofVerified, .rejectVerified: true
      default: false
      }
    }
    if hasVerified { keepReceipt() }
    let wasBusy = step.events.contains {
      if case .ignored = $0 { false } else { true }
    }
    if wasBusy, !isBusy { end() }
  }

  /// Tells how the last exchange ended, or that it was broken off.
  mutating func end() {
    guard let exchange = exchanges.last else { return }
    show(.ended(exchange.end))
  }

  private mutating func send(_ datagram: [UInt8]) {
    if let cause = link.send(datagram) {
      tellLinkFault(cause)
    } else {
      sentCount += 1
    }
  }

  /// Tells that a datagram did not get there, once until one does.
  mutating func tellLinkFault(_ cause: String) {
    guard linkFault != cause else { return }
    linkFault = cause
    show(.linkFault(cause))
  }

  mutating func show(_ happening: ContactHappening, at now: UInt64? = nil) {
    let now = now ?? clock.nanoseconds()
    let exchange = exchanges.last
    output.show(
      ContactEvent(
        atNanoseconds: now,
        counterNanoseconds: clock.startNanoseconds + now,
        exchangeNumber: exchange?.number ?? 0,
        taskName: exchange?.commander.request.taskName ?? "",
        happening: happening))
  }

  /// Keeps what has verified so far.
  private mutating func keepReceipt() {
    guard let receipts, let exchange = exchanges.last else { return }
    do {
      let path = try receipts.keep(
        exchange.commander.receipt, executorKey: executorKey,
        commanderKey: key.publicKey,
        keptAtSeconds: clock.unixSeconds(at: clock.nanoseconds()))
      if let path { show(.receiptKept(path)) }
    } catch let failure as Failure {
      receiptFault = "receipt: \(failure.message)"
    } catch let fault as ReceiptFault {
      receiptFault = "receipt: \(fault.sentence)"
    } catch {
      receiptFault = "receipt: \(error)"
    }
  }
}
