// SPDX-License-Identifier: Apache-2.0

extension Campaign {
  /// Whole lives of a satellite, verifier and clock included, see `Life`.
  static let lives = Campaign(
    "lives", "weeks of a satellite's life, real requests, every fault at once",
    .refuses, trialsPerRound: 500
  ) { trial in
    trial.conclude(
      Life.run(seed: trial.campaignSeed, trial: UInt64(trial.number)))
  }
}
