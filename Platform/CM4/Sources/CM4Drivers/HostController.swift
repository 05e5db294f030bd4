// SPDX-License-Identifier: Apache-2.0

import Boot
import ScrapBoard
import ScrapIntegers

/// One SD host controller, polled, one block at a time (SD Host Controller
/// Simplified Specification; all accesses are 32 bits wide, as Broadcom's
/// controllers want).
struct HostController {
  private let block: Register
  private let argument: Register
  private let command: Register
  private let response: (Register, Register, Register, Register)
  private let data: Register
  private let state: Register
  private let power: Register
  private let control: Register
  private let events: Register
  private let eventMask: Register
  private let signalMask: Register
  private let capabilities: Register

  private static let commandTimeMicroseconds: UInt64 = 100_000
  /// The greatest time that a card may take to write (SD Physical Layer,
  /// 4.6.2.2: 500 ms).
  private static let dataTimeMicroseconds: UInt64 = 500_000
  private static let commandDone: UInt32 = 1 &<< 0
  private static let dataDone: UInt32 = 1 &<< 1
  private static let writeReady: UInt32 = 1 &<< 4
  private static let readReady: UInt32 = 1 &<< 5
  private static let failed: UInt32 = 0xffff_8000
  private static let resetAll: UInt32 = 1 &<< 24
  private static let resetLines: UInt32 = 3 &<< 25

  /// Nil if nothing answers there.
  init?(at base: UInt) {
    guard boot_probe_read32(base + 0x24) &>> 32 == 0 else { return nil }
    block = Register(base + 0x04)
    argument = Register(base + 0x08)
    command = Register(base + 0x0c)
    response = (
      Register(base + 0x10), Register(base + 0x14), Register(base + 0x18),
      Register(base + 0x1c)
    )
    data = Register(base + 0x20)
    state = Register(base + 0x24)
    power = Register(base + 0x28)
    control = Register(base + 0x2c)
    events = Register(base + 0x30)
    eventMask = Register(base + 0x34)
    signalMask = Register(base + 0x38)
    capabilities = Register(base + 0x40)
  }

  /// Resets the controller and starts a slow clock for a card that is not known
  /// yet.
  func start() throws(CardError) {
    control.value = Self.resetAll
    let control = control
    guard
      MonotonicTimer.wait(
        atMostMicroseconds: 100_000, until: { !control.has(Self.resetAll) })
    else { throw .absent }
    // 3.3 V; every event shown, none as an interrupt.
    power.value = 0x0f00
    eventMask.value = 0xffff_ffff
    signalMask.value = 0
    try setClock(kilohertz: 400)
    MonotonicTimer.pause(microseconds: 2_000)
  }

  /// Sets the card's clock, at most so fast.
  func setClock(kilohertz: UInt32) throws(CardError) {
    let megahertz = capabilities.value &>> 8 & 0xff
    // A controller that does not tell runs at 100 MHz on this chip.
    let base = (megahertz == 0 ? 100 : megahertz) &* 1000
    var divider = (base + 2 * kilohertz - 1) / (2 * kilohertz)
    divider = min(max(divider, 1), 0x3ff)
    let bits = (divider & 0xff) &<< 8 | (divider &>> 8) &<< 6
    control.value = 0xe_0000 | bits | 1
    let control = control
    guard
      MonotonicTimer.wait(
        atMostMicroseconds: 100_000, until: { control.has(2) })
    else { throw .absent }
    control.value = 0xe_0000 | bits | 5
    MonotonicTimer.pause(microseconds: 100)
  }

  /// Sends a command without data.
  ///
  /// - Returns: the response's four words, the lowest first.
  func send(
    _ command: CardCommand, _ argument: UInt32
  ) throws(CardError) -> InlineArray<4, UInt32> {
    try begin(command, argument)
    return [
      response.0.value, response.1.value, response.2.value, response.3.value,
    ]
  }

  private func begin(
    _ command: CardCommand, _ argument: UInt32
  ) throws(CardError) {
    let state = state
    let busy: UInt32 = command.hasData || command.index == 7 ? 3 : 1
    guard
      MonotonicTimer.wait(
        atMostMicroseconds: Self.dataTimeMicroseconds,
        until: { !state.has(busy) })
    else {
      recover()
      throw .noAnswer
    }
    events.value = 0xffff_ffff
    if command.hasData { block.value = 1 &<< 16 | 512 }
    self.argument.value = argument
    self.command.value = command.word
    try wait(
      for: Self.commandDone, Self.commandTimeMicroseconds, or: .noAnswer)
  }

  private func wait(
    for event: UInt32, _ microseconds: UInt64, or error: CardError
  ) throws(CardError) {
    let events = events
    let hasCome = MonotonicTimer.wait(
      atMostMicroseconds: microseconds,
      until: { events.has(event | Self.failed) })
    let isFailed = events.has(Self.failed)
    // A time-out of the card is a command that nobody answers.
    let isUnanswered = events.has(1 &<< 16)
    guard hasCome, !isFailed else {
      recover()
      throw hasCome && !isUnanswered ? .reported : error
    }
    events.value = event
  }

  /// Frees the lines after an error.
  private func recover() {
    control.value |= Self.resetLines
    let control = control
    _ = MonotonicTimer.wait(
      atMostMicroseconds: 100_000, until: { !control.has(Self.resetLines) })
    events.value = 0xffff_ffff
  }

  /// Sends a command and takes a block.
  func read(
    _ command: CardCommand, _ argument: UInt32,
    into bytes: inout InlineArray<512, UInt8>
  ) throws(CardError) {
    try begin(command, argument)
    try wait(for: Self.readReady, Self.dataTimeMicroseconds, or: .noData)
    // 128 words are 512 bytes. The processor is little-endian, as the data is.
    unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
      for place in 0..<128 {
        unsafe bytes.storeBytes(
          of: data.value, toByteOffset: place &* 4, as: UInt32.self)
      }
    }
    try wait(for: Self.dataDone, Self.dataTimeMicroseconds, or: .noData)
  }

  /// Sends a command and gives a block.
  func write(
    _ command: CardCommand, _ argument: UInt32,
    _ bytes: borrowing InlineArray<512, UInt8>
  ) throws(CardError) {
    try begin(command, argument)
    try wait(for: Self.writeReady, Self.dataTimeMicroseconds, or: .noData)
    // 128 words are 512 bytes. The processor is little-endian, as the data is.
    unsafe withUnsafeBytes(of: bytes) { bytes in
      for place in 0..<128 {
        data.value = unsafe bytes.loadUnaligned(
          fromByteOffset: place &* 4, as: UInt32.self)
      }
    }
    try wait(for: Self.dataDone, Self.dataTimeMicroseconds, or: .noData)
  }
}
