// SPDX-License-Identifier: Apache-2.0

/// A value in three copies, so that a bit that flips in working memory is
/// outvoted.
///
/// Copies are compared whole: two that agree are right. A read costs one
/// comparison while nothing has flipped.
@frozen
public struct Voted<Value: BitwiseCopyable & Equatable>: BitwiseCopyable {
  private var first: Value
  private var second: Value
  private var third: Value

  /// Makes three copies.
  public init(_ value: Value) {
    first = value
    second = value
    third = value
  }

  /// What at least two copies hold; nil if no two agree, and then nothing is
  /// known.
  public var value: Value? {
    @inline(never) get {
      if first == second || first == third { return first }
      return second == third ? second : nil
    }
  }

  /// Sets all three.
  @inline(never)
  public mutating func set(_ value: Value) { self = Voted(value) }

  /// Makes all three what two of them say.
  ///
  /// - Returns: How it stood before.
  @inline(never)
  public mutating func settle() -> Vote {
    if first == second && second == third { return .unanimous }
    guard let value else { return .undecided }
    set(value)
    return .repaired
  }

  /// How three copies stand.
  public enum Vote: UInt8, Sendable, BitwiseCopyable {
    /// All three agree.
    case unanimous
    /// One differed and has been set right.
    case repaired
    /// No two agree.
    case undecided
  }
}

extension Voted: Sendable where Value: Sendable {}
