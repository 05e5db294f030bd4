// SPDX-License-Identifier: Apache-2.0
//
// Runs days of clocks, lives, and then campaigns against the store, until a
// promise does not hold: built by Scripts/seeded-bugs into a copy of the
// package.
//
//   seeded-bugs SEED LIVES
//
// Prints each campaign with the number of its trial, and the violation if there
// is one. Exit status 0 if every promise held, 1 if not, 64 for usage.

import Glibc
import ScrapClockTrial
import ScrapTorture

guard CommandLine.arguments.count == 3,
  let seed = UInt64(CommandLine.arguments[1]),
  let lives = Int(CommandLine.arguments[2])
else { exit(64) }

// Half a million days.
for number in 0..<500 {
  print("at clock \(number)")
  fflush(nil)
  let report = TrialReport(seed: seed, number: number)
  if let violation = report.violation {
    print("\(violation.rule.rawValue): \(violation.text)")
    exit(1)
  }
}

for name in [
  "lives", "small-worlds", "small-world-pairs", "every-cut", "cut-histories",
] {
  guard let campaign = Campaign.all.first(where: { $0.name == name })
  else { exit(64) }
  for number in 0..<(name == "lives" ? lives : campaign.trialsPerRound) {
    // A trap, too, is to tell which trial it was.
    print("at \(name) \(number)")
    fflush(nil)
    let report = campaign.run(seed: seed, number: number)
    if let violation = report.violation {
      print("\(violation.rule.rawValue): \(violation.text)")
      exit(1)
    }
  }
}
