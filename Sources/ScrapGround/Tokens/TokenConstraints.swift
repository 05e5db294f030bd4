// SPDX-License-Identifier: Apache-2.0

/// The constraints that a token may carry (SCRAP §2.5.4, types 13, 15, 17 and
/// 19); nil means none.
public struct TokenConstraints: Equatable, Sendable {
  /// constraint_geo: GeoJSON text in the subset of E-89.
  public var geo: [UInt8]?
  /// constraint_rate: tasks, and the seconds in which so many may run.
  public var rate: (count: UInt32, periodSeconds: UInt32)?
  /// constraint_amount, satoshis.
  public var amountSats: UInt64?
  /// constraint_after: not before, Unix seconds.
  public var afterSeconds: UInt32?

  /// Makes constraints; none by default.
  public init(
    geo: [UInt8]? = nil,
    rate: (count: UInt32, periodSeconds: UInt32)? = nil,
    amountSats: UInt64? = nil,
    afterSeconds: UInt32? = nil
  ) {
    self.geo = geo
    self.rate = rate
    self.amountSats = amountSats
    self.afterSeconds = afterSeconds
  }

  /// Whether both say the same.
  public static func == (a: TokenConstraints, b: TokenConstraints) -> Bool {
    a.geo == b.geo && a.rate?.count == b.rate?.count
      && a.rate?.periodSeconds == b.rate?.periodSeconds
      && a.amountSats == b.amountSats && a.afterSeconds == b.afterSeconds
  }
}
