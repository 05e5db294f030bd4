// SPDX-License-Identifier: Apache-2.0

/// What was tried and what became of it.
public struct Tally: Equatable, Sendable {
  /// Numbered trials.
  public var trialCount = 0
  /// Situations that were judged; each ends in one of the four counts below.
  public var caseCount = 0
  /// Faults that were injected, cuts among them; a flipped bit is one.
  public var faultCount = 0
  /// Power cuts.
  public var cutCount = 0
  /// Unfinished cells that were drawn anew; no part of `faultCount`.
  public var redrawCount = 0
  /// Cases in which nothing was refused for the fault.
  public var survivedCount = 0
  /// Cases in which the store refused, or reported a loss, and no token was
  /// accepted twice.
  public var refusedCount = 0
  /// Cases that met a gap which the documents name.
  public var gapCount = 0
  /// Cases that broke a promise.
  public var violationCount = 0

  /// Makes an empty tally.
  public init() {}

  /// Adds another tally.
  public static func += (tally: inout Tally, other: Tally) {
    tally.trialCount += other.trialCount
    tally.caseCount += other.caseCount
    tally.faultCount += other.faultCount
    tally.cutCount += other.cutCount
    tally.redrawCount += other.redrawCount
    tally.survivedCount += other.survivedCount
    tally.refusedCount += other.refusedCount
    tally.gapCount += other.gapCount
    tally.violationCount += other.violationCount
  }
}
