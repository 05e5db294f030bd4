// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapVerifier

/// Replays a trace through an arbiter, one step after another.
public struct TraceReplay: ~Copyable {
  /// What the arbiter believes.
  public let policy: ClockPolicy
  /// The time mark that holds now.
  public private(set) var timeMarkSeconds: UInt64 = 0
  /// What all steps so far came to.
  public private(set) var summary = TraceSummary()
  private var arbiter: ClockArbiter
  /// The middle of the latest interval, and when that was on the counter.
  private var latest: (middle: Int64, counter: UInt64)?

  /// Makes a replay; nil if a figure of the policy is out of its range.
  public init?(policy: ClockPolicy) {
    guard let arbiter = ClockArbiter(policy: policy) else { return nil }
    self.policy = policy
    self.arbiter = arbiter
  }

  /// Replays the next step.
  public mutating func replay(_ step: TraceStep) -> ReplayedStep {
    if step.isRestart, let fresh = ClockArbiter(policy: policy) {
      arbiter = fresh
      latest = nil
    }
    timeMarkSeconds = max(timeMarkSeconds, step.timeMarkSeconds ?? 0)
    let confirmation = step.operatorReading.map { reading in
      Confirmation(confirm(reading, step))
    }
    let decision = arbiter.arbitrate(
      step.readings, nowNanoseconds: step.counterNanoseconds,
      timeMarkSeconds: timeMarkSeconds)
    if let interval = decision.interval {
      let middle = interval.loNanoseconds + interval.widthNanoseconds / 2
      latest = (middle, step.counterNanoseconds)
    }
    let replayed = ReplayedStep(
      number: summary.stepCount + 1, step: step, decision: decision,
      confirmation: confirmation, originNanoseconds: origin(step))
    summary.add(replayed)
    return replayed
  }

  private func origin(_ step: TraceStep) -> Int64? {
    if let truth = step.truthNanoseconds { return truth }
    if let latest, step.counterNanoseconds >= latest.counter,
      let elapsed = Int64(exactly: step.counterNanoseconds - latest.counter)
    {
      let (origin, isOver) = latest.middle.addingReportingOverflow(elapsed)
      if !isOver { return origin }
    }
    return TraceStep.sourceNames.lazy.compactMap { step.told($0) }.first?.center
  }

  private mutating func confirm(
    _ reading: OperatorClockReading, _ step: TraceStep
  ) -> ClockConfirmationError? {
    do throws(ClockConfirmationError) {
      try arbiter.confirm(
        reading, nowNanoseconds: step.counterNanoseconds,
        timeMarkSeconds: timeMarkSeconds)
      return nil
    } catch {
      return error
    }
  }

  /// What became of an operator's reading.
  public struct Confirmation: Equatable, Sendable {
    /// Why it was not taken; nil if it was.
    public let refusal: ClockConfirmationError?

    init(_ refusal: ClockConfirmationError?) { self.refusal = refusal }

    /// `taken`, or why not, in one word.
    public var word: String { refusal.map { "\($0.name)" } ?? "taken" }
  }
}
