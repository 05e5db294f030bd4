// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// The nonces that were sent and may still be answered, the newest first. Each
/// is voted on for itself: a flipped bit must not move the time (E-45).
struct OpenChallenges: ~Copyable {
  /// How many may be open; one more takes the oldest one's place.
  static var countMax: Int { 4 }

  private var places = InlineArray<4, Voted<OpenChallenge?>> { _ in
    Voted(nil)
  }

  /// The newest one, if it has not been closed.
  var newest: OpenChallenge? { open(at: 0) }

  /// Whether none is open.
  var isEmpty: Bool {
    for index in 0..<Self.countMax where open(at: index) != nil {
      return false
    }
    return true
  }

  /// The challenge that an answer repeats. Should chance ever give the same
  /// nonce twice, it is the older one, whose answers are worth less.
  func answered(by nonce: Span<UInt8>) -> OpenChallenge? {
    place(of: nonce).flatMap { open(at: $0) }
  }

  /// Sets flipped bits right; what cannot be told any more is closed.
  mutating func settle() {
    for index in 0..<Self.countMax where places[index].settle() == .undecided {
      places[index].set(nil)
    }
  }

  /// Closes those that were drawn too long ago, or after this.
  mutating func closeOverdue(
    at counterNanoseconds: UInt64, lifeSeconds: UInt64
  ) {
    for index in 0..<Self.countMax
    where open(at: index)?.isOver(
      at: counterNanoseconds, lifeSeconds: lifeSeconds) ?? false
    {
      places[index].set(nil)
    }
  }

  /// Opens a newer one.
  mutating func open(_ challenge: OpenChallenge) {
    for index in (1..<Self.countMax).reversed() {
      places[index].set(open(at: index - 1))
    }
    places[0].set(challenge)
  }

  /// Closes the one that is answered, and all that were drawn before it.
  mutating func close(answeredBy nonce: Span<UInt8>) {
    guard let answered = place(of: nonce) else { return }
    for index in answered..<Self.countMax { places[index].set(nil) }
  }

  private func open(at index: Int) -> OpenChallenge? {
    places[index].value ?? nil
  }

  private func place(of nonce: Span<UInt8>) -> Int? {
    for index in (0..<Self.countMax).reversed()
    where open(at: index)?.isAnswered(by: nonce) ?? false {
      return index
    }
    return nil
  }
}
