// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapNMEA

/// A receiver that is fed in a line and asked at once.
struct Listener {
  var receiver: NMEAReceiver

  /// Believes leap seconds at once, unless told otherwise.
  init(settleSeconds: UInt64 = 0, takesZDAAlone: Bool = false) {
    receiver = NMEAReceiver(
      policy: NMEAPolicy(
        leapSecondsSettleNanoseconds: settleSeconds * 1_000_000_000,
        takesZDAAlone: takesZDAAlone))
  }

  /// Feeds bytes at a second of the counter and reads.
  mutating func hear(
    _ bytes: [UInt8], atSeconds seconds: UInt64 = 1_000,
    waitedSeconds: UInt64 = 0
  ) -> ClockReading {
    receiver.feed(
      bytes.span, nowNanoseconds: seconds * 1_000_000_000,
      waitedNanoseconds: waitedSeconds * 1_000_000_000)
    return read(atSeconds: seconds)
  }

  func read(atSeconds seconds: UInt64) -> ClockReading {
    receiver.reading(nowNanoseconds: seconds * 1_000_000_000)
  }

  /// What one piece of input alone leads to.
  static func reading(_ bytes: [UInt8]) -> ClockReading {
    var listener = Listener()
    return listener.hear(bytes)
  }

  /// The problem that one piece of input alone leads to.
  static func problem(_ bytes: [UInt8]) -> NMEAProblem? {
    var listener = Listener()
    _ = listener.hear(bytes)
    return listener.receiver.statistics.lastProblem
  }
}
