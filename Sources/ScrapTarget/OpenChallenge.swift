// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers
import ScrapWire

/// A nonce that was sent and not answered yet. It is in memory only: a restart
/// forgets it, and with it the counter that it was drawn by.
struct OpenChallenge: Equatable, Sendable, BitwiseCopyable {
  private let high: UInt64
  private let low: UInt64
  /// The monotonic counter when it was drawn.
  let drawnAtNanoseconds: UInt64

  /// Takes the first 16 of 32 bytes of chance.
  init(chance: Span<UInt8>, drawnAtNanoseconds: UInt64) {
    high = chance.bigEndianInteger(at: 0, byteCount: 8)
    low = chance.bigEndianInteger(at: 8, byteCount: 8)
    self.drawnAtNanoseconds = drawnAtNanoseconds
  }

  /// The nonce's 16 bytes.
  var nonce: InlineArray<16, UInt8> {
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 {
      let word = index < 8 ? high : low
      bytes[index] = UInt8(
        truncatingIfNeeded: word &>> UInt64(56 - index % 8 * 8))
    }
    return bytes
  }

  /// Whether an answer repeats it. The nonce went out in the clear: how long a
  /// comparison takes tells nobody anything.
  func isAnswered(by nonce: Span<UInt8>) -> Bool {
    nonce.count == 16 && nonce.bigEndianInteger(at: 0, byteCount: 8) == high
      && nonce.bigEndianInteger(at: 8, byteCount: 8) == low
  }

  /// Whether another one is to be drawn; also if the counter fell.
  func isOver(at counterNanoseconds: UInt64, lifeSeconds: UInt64) -> Bool {
    counterNanoseconds < drawnAtNanoseconds
      || counterNanoseconds - drawnAtNanoseconds
        >= lifeSeconds * Nanoseconds.perSecond
  }
}
