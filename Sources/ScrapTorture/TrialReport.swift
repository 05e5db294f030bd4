// SPDX-License-Identifier: Apache-2.0

/// What became of one trial.
public struct TrialReport: Equatable, Sendable {
  /// The campaign's name.
  public let campaign: String
  /// The trial's number.
  public let number: Int
  /// What was tried.
  public let tally: Tally
  /// The first promise that was broken; nil if all held.
  public let violation: Violation?

  /// The line that repeats the trial, to paste into a shell.
  public func repeatLine(seed: UInt64) -> String {
    "Scripts/torture --seed 0x\(String(seed, radix: 16)) "
      + "--campaign \(campaign) --trial \(number)"
  }
}
