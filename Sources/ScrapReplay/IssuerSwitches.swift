// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// Which of a profile's issuers the operator has disabled (E-39).
///
/// An issuer is known by 16 bits of a hash of its key, not by its place in the
/// profile: so a later profile with other keys is neither locked out nor does
/// it bring a disabled key back.
public struct IssuerSwitches: Equatable, Sendable, BitwiseCopyable {
  /// Four tags of disabled issuers, 16 bits each, 0 where there is none; all
  /// ones if nobody knows which are disabled.
  public let bits: UInt64

  /// Takes what was kept.
  public init(bits: UInt64) { self.bits = bits }

  /// None is disabled.
  public static var allEnabled: IssuerSwitches { IssuerSwitches(bits: 0) }
  /// A list was lost: all are disabled until the operator sends another.
  public static var unknown: IssuerSwitches { IssuerSwitches(bits: .max) }

  /// Whether a list is known.
  public var areKnown: Bool { self != .unknown }

  /// Whether tokens of an issuer are refused.
  ///
  /// - Parameter tag: the issuer's, 1 to 0xfffe.
  /// - Returns: whether they are; always if no list is known.
  public func isDisabled(_ tag: UInt16) -> Bool {
    guard areKnown else { return true }
    for place in 0..<4 where self.tag(at: place) == tag { return true }
    return false
  }

  /// The same, with one issuer more disabled.
  ///
  /// - Precondition: fewer than four are.
  public func disabling(_ tag: UInt16) -> IssuerSwitches {
    for place in 0..<4 where self.tag(at: place) == 0 {
      return IssuerSwitches(bits: bits | UInt64(tag) &<< UInt64(place * 16))
    }
    preconditionFailure("a profile has at most four issuers")
  }

  private func tag(at place: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: bits &>> UInt64(place * 16))
  }
}
