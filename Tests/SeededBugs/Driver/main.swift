// SPDX-License-Identifier: Apache-2.0
//
// Lives lives until a promise does not hold: built by Scripts/seeded-bugs into
// a copy of the package.
//
//   seeded-bugs SEED LIVES
//
// Prints the number of lives, and the violation if there is one. Exit status 0
// if every promise held, 1 if not, 64 for usage.

import Glibc
import ScrapTorture

guard CommandLine.arguments.count == 3,
  let seed = UInt64(CommandLine.arguments[1]),
  let lives = UInt64(CommandLine.arguments[2])
else { exit(64) }

for trial in 0..<lives {
  // A trap, too, is to tell which life it was.
  if trial % 64 == 0 { print("life \(trial)") }
  fflush(nil)
  if let violation = Life.run(seed: seed, trial: trial).violations.first {
    print("life \(trial)")
    print(violation)
    exit(1)
  }
}
print("life \(lives)")
