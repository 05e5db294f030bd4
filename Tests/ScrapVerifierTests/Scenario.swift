// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import SimulatedNVM
import TestSupport
import Testing

/// A presentation and the satellite that it meets, to be spoiled.
struct Scenario {
  /// The chain of three tokens and the request.
  var draft = Draft(depth: 2)
  /// Trusted time of the presentation.
  var time: TrustedTime? = TrustedTime(exactlySeconds: Satellite.now)
  /// The satellite's store.
  var sizes = Board.Sizes()
  /// The profile in force when the draft is presented.
  var profile = ProfileRecord()
  /// Whether the store has recovered by then.
  var recovers = true
  /// What happens before, under the usual profile.
  var before: [(Satellite) -> Void] = []
  /// Whether the store is full of live entries after that.
  var isFull = false
  /// What happens last, after the restart.
  var last: [(Satellite) -> Void] = []

  /// Presents the draft.
  func verdict() -> Verdict {
    let satellite = Satellite(sizes: sizes)
    for event in before { event(satellite) }
    if isFull { satellite.fill() }
    satellite.restart(profile: profile, recovers: recovers)
    for event in last { event(satellite) }
    return satellite.verdict(message: draft.message, now: time)
  }
}

/// One thing that is wrong with a presentation, and what it must lead to.
struct Defect: Sendable, CustomTestStringConvertible {
  var name: String
  var reason: Reason
  var step: Step
  var chainIndex: Int?
  /// Where the byte to blame is, by the draft that was presented.
  var offset: @Sendable (Draft) -> Int?
  var apply: @Sendable (inout Scenario) -> Void

  init(
    _ name: String, _ reason: Reason, _ step: Step, token: Int? = nil,
    at offset: @escaping @Sendable (Draft) -> Int? = { _ in nil },
    _ apply: @escaping @Sendable (inout Scenario) -> Void
  ) {
    self.name = name
    self.reason = reason
    self.step = step
    self.chainIndex = token
    self.offset = offset
    self.apply = apply
  }

  var testDescription: String { name }

  /// What is expected of the draft once it is spoiled.
  func verdict(for draft: Draft) -> Verdict {
    Verdict(reason, step, chainIndex: chainIndex, offset: offset(draft))
  }
}

extension Satellite {
  /// Accepts a draft before the test's own begins.
  func use(_ draft: Draft) {
    let verdict = verdict(draft)
    #expect(verdict == .accept, "what was to be used before")
  }

  /// Fills the index with live entries.
  func fill() {
    for id in 1_000_000..<1_000_100 as Range<UInt64> {
      var filler = Draft(id: id)
      filler.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
      let verdict = verdict(filler)
      if verdict.reason == .cacheFull { return }
      #expect(verdict == .accept, "what was to fill the store")
    }
    Issue.record("the store is never full")
  }

  /// Flips a bit of the profile record in memory.
  func flip(byte: Int, bit: UInt8 = 0) {
    board.record[byte] ^= 1 << bit
  }

  /// Lets the medium fail from the next operation on.
  func breakMedium() {
    let next = board.medium.operationCount
    for operation in next..<next + 1_000 {
      board.medium.faults[operation] = .error(afterByteCount: 0)
    }
  }
}
