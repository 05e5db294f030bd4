// SPDX-License-Identifier: Apache-2.0

extension Int64 {
  /// Whether it may be a source's bound, nanoseconds: not negative, and below
  /// 100 years.
  var isPossibleBound: Bool {
    (0..<3_155_760_000_000_000_000).contains(self)
  }
}
