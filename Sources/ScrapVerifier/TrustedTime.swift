// SPDX-License-Identifier: Apache-2.0

/// What is known of the time: it lies in an interval, both ends included.
///
/// A token is accepted only if its times hold everywhere in it. Unix (UTC)
/// seconds, 64 bits wide, so that sums cannot overflow (E-57).
public struct TrustedTime: Equatable, Sendable, BitwiseCopyable {
  /// The earliest that it may be.
  public let loSeconds: UInt64
  /// The latest that it may be.
  public let hiSeconds: UInt64

  /// Makes an interval; nil unless `loSeconds <= hiSeconds`.
  public init?(loSeconds: UInt64, hiSeconds: UInt64) {
    guard loSeconds <= hiSeconds else { return nil }
    self.loSeconds = loSeconds
    self.hiSeconds = hiSeconds
  }

  /// Makes an interval of one instant.
  public init(exactlySeconds seconds: UInt64) {
    self.loSeconds = seconds
    self.hiSeconds = seconds
  }

  /// The interval, raised where it lies below a time that has already been
  /// (E-55).
  func raised(to floorSeconds: UInt64) -> TrustedTime {
    TrustedTime(
      raisedLo: max(loSeconds, floorSeconds),
      hi: max(hiSeconds, floorSeconds))
  }

  private init(raisedLo: UInt64, hi: UInt64) {
    self.loSeconds = raisedLo
    self.hiSeconds = hi
  }
}
