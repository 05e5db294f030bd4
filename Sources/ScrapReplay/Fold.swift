// SPDX-License-Identifier: Apache-2.0

/// Folds words into one that says whether they are still the same: a change of
/// one word is always seen, any other but once in 2^64 times.
struct Fold {
  private(set) var value: UInt64 = 0x2545_f491_4f6c_dd1d

  mutating func take(_ word: UInt64) {
    value = (value ^ word) &* 0x9e37_79b9_7f4a_7c15
    value ^= value &>> 32
  }
}
