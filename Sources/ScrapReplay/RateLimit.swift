// SPDX-License-Identifier: Apache-2.0

/// At most `count` accepted tasks in any `periodSeconds` (E-91).
public struct RateLimit: Equatable, Sendable, BitwiseCopyable {
  /// Tasks allowed in one period; 0 means never.
  public var count: UInt32
  /// The length of the sliding window, 1 or more.
  public var periodSeconds: UInt32

  /// Makes a limit of the two numbers of record 15.
  public init(count: UInt32, periodSeconds: UInt32) {
    self.count = count
    self.periodSeconds = periodSeconds
  }
}
