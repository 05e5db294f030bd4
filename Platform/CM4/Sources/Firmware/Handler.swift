// SPDX-License-Identifier: Apache-2.0

import ScrapLink

/// What answers the link: a target, or the refusal of everything.
protocol Handler: ~Copyable {
  /// Takes message `number` and sends what is to be sent.
  mutating func receive(
    _ message: Span<UInt8>, number: UInt32, to sender: inout Sender)

  /// Looks after time and store; called once a second or so.
  mutating func tick()

  /// Whether the ground is to be asked for the time.
  mutating func lacksTime() -> Bool

  /// Sends the clock challenge, if there is one.
  mutating func sendChallenge(to sender: inout Sender)

  /// Sends the boot report again.
  func report(to sender: inout Sender)

  /// Fills in what it knows.
  mutating func fill(_ record: inout HousekeepingRecord)

  /// Sets its counters to zero.
  mutating func resetCounters()
}
