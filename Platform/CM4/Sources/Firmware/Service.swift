// SPDX-License-Identifier: Apache-2.0

import Boot
import CM4Drivers
import ScrapBoard
import ScrapLink
import ScrapWire

/// The board's loop: bytes to frames, frames to the handler, and bounded care
/// in between.
struct Service<Client: Handler & ~Copyable>: ~Copyable {
  private var sender: Sender
  private var handler: Client
  private var decoder = KISSDecoder<4099>()
  private let flags: BoardFlags
  private let watchdog: Watchdog?
  private var messageCount: UInt32 = 0
  private var unknownControlCount: UInt32 = 0
  private var nextTick: UInt64 = 0
  private var nextChallenge: UInt64 = 0
  private var nextHousekeeping: UInt64 = 0

  /// Bytes taken from the line before the clock is looked at again.
  private static var byteCountPerTurn: Int { 1024 }

  init(
    sender: consuming Sender, handler: consuming Client, flags: BoardFlags,
    watchdog: consuming Watchdog?
  ) {
    self.sender = sender
    self.handler = handler
    self.flags = flags
    self.watchdog = watchdog
  }

  /// Runs for ever. In each turn: some bytes, one message at most, and what is
  /// due.
  mutating func run() {
    while true {
      watchdog?.feed()
      let isIdle = takeBytes()
      care()
      if isIdle { boot_idle() }
    }
  }

  /// Whether the line had nothing.
  private mutating func takeBytes() -> Bool {
    for index in 0..<Self.byteCountPerTurn {
      guard let byte = sender.line.take() else { return index == 0 }
      guard let port = decoder.take(byte) else { continue }
      take(frameOn: port)
      return false
    }
    return false
  }

  private mutating func take(frameOn port: UInt8) {
    switch LinkPort(rawValue: port) {
    case .messages:
      if messageCount < .max { messageCount &+= 1 }
      handler.receive(decoder.content, number: messageCount, to: &sender)
    case .control:
      guard let command = LinkCommand(decoder.content), obey(command) else {
        countUnknown()
        return
      }
    case .telemetry, .text, nil: countUnknown()
    }
  }

  private mutating func countUnknown() {
    if unknownControlCount < .max { unknownControlCount &+= 1 }
  }

  private mutating func obey(_ command: LinkCommand) -> Bool {
    switch command {
    case .sendChallenge: handler.sendChallenge(to: &sender)
    case .sendReport:
      handler.report(to: &sender)
      sendHousekeeping()
    case .noOperation: sendHousekeeping()
    case .resetCounters:
      handler.resetCounters()
      sendHousekeeping()
    case .halt(let status):
      guard flags.contains(.laboratory) else { return false }
      sendHousekeeping()
      boot_exit(UInt32(status))
    }
    return true
  }

  /// What is due by now.
  private mutating func care() {
    let now = MonotonicTimer.nanoseconds
    if now >= nextTick {
      nextTick = now &+ 1_000_000_000
      handler.tick()
    }
    if now >= nextChallenge, handler.lacksTime() {
      nextChallenge = now &+ 10_000_000_000
      handler.sendChallenge(to: &sender)
    }
    if now >= nextHousekeeping {
      nextHousekeeping = now &+ 10_000_000_000
      sendHousekeeping()
    }
  }

  private mutating func sendHousekeeping() {
    var record = HousekeepingRecord()
    record.messageCount = messageCount
    record.link = decoder.counters
    record.unknownControlCount = unknownControlCount
    record.lostByteCount = sender.line.lostByteCount
    record.stackHighWater = boot_stack_high_water()
    record.stackByteCount = boot_stack_byte_count()
    handler.fill(&record)
    sender.send(.housekeeping) {
      (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
  }
}
