// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// What became of each of the twelve steps, in their order.
public struct StepReport: Equatable, Sendable {
  /// What became of one step.
  public enum State: String, Sendable {
    /// It holds.
    case passed
    /// It is the first that does not hold.
    case failed
    /// A step before it failed.
    case notReached = "not_reached"
    /// It is not judged here.
    case notAsked = "not_asked"
  }

  /// The states, step 1 first.
  public var states: [(step: Step, state: State)]
  /// Why and where a step failed; nil if none did.
  public var refusal: Refusal?

  /// Every step, in order.
  public static let allSteps: [Step] =
    (Step.readiness.rawValue...Step.mark.rawValue).compactMap {
      Step(rawValue: $0)
    }

  /// Tells of a decision.
  ///
  /// - Parameters:
  ///   - refusal: the verifier's; nil if every step that was asked for holds.
  ///   - asked: the steps that were judged.
  public init(_ refusal: Refusal?, asked: [Step] = Self.allSteps) {
    self.refusal = refusal
    self.states = Self.allSteps.map { step in
      guard let refusal else {
        return (step, asked.contains(step) ? .passed : .notAsked)
      }
      if step == refusal.step { return (step, .failed) }
      if step.rawValue > refusal.step.rawValue { return (step, .notReached) }
      return (step, asked.contains(step) ? .passed : .notAsked)
    }
  }

  /// The steps that a whole decision on an item has: a chain alone asks for
  /// no task.
  public static func steps(of item: Item) -> [Step] {
    switch item {
    case .request: allSteps
    case .chain:
      allSteps.filter { $0 != .requestTime && $0 != .capability }
    }
  }

  /// Whether both tell the same.
  public static func == (a: StepReport, b: StepReport) -> Bool {
    a.refusal == b.refusal
      && a.states.elementsEqual(b.states) { $0 == $1 }
  }
}
