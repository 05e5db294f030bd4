// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// One class of faults, tried again and again.
public struct Campaign: Sendable {
  /// A name for the command line, in lower case with hyphens.
  public let name: String
  /// The class of faults, in words.
  public let faultClass: String
  /// What must become of the store.
  public let expected: ExpectedVerdict
  /// How many trials of this campaign one round of all campaigns has.
  public let trialsPerRound: Int
  private let body: @Sendable (Trial) -> Void

  init(
    _ name: String, _ faultClass: String, _ expected: ExpectedVerdict,
    trialsPerRound: Int, body: @escaping @Sendable (Trial) -> Void
  ) {
    self.name = name
    self.faultClass = faultClass
    self.expected = expected
    self.trialsPerRound = trialsPerRound
    self.body = body
  }

  /// Runs one trial. The same seed and number give the same report.
  public func run(seed: UInt64, number: Int) -> TrialReport {
    var mixer = SeededChance(seed: seed)
    var mixed = mixer.next()
    for byte in name.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let trial = Trial(
      campaignSeed: mixed, number: number, expected: expected)
    body(trial)
    return TrialReport(
      campaign: name, number: number, tally: trial.tally,
      violation: trial.violation)
  }
}
