// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A value in three copies, so that a bit that flips in working memory is
/// outvoted.
///
/// Copies are compared whole: two that agree are right. A read costs one
/// comparison while nothing has flipped.
public struct Voted<Value: BitwiseCopyable & Equatable>: ~Copyable {
  private var first: Value
  private var second: Value
  private var third: Value
  private let inPlace = InPlace()

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
      if firstIsSecond || firstIsThird { return first }
      return secondIsThird ? second : nil
    }
  }

  // Functions of their own, so that one pair at a time is on the stack.
  private var firstIsSecond: Bool { @inline(never) get { first == second } }
  private var firstIsThird: Bool { @inline(never) get { first == third } }
  private var secondIsThird: Bool { @inline(never) get { second == third } }

  /// Sets all three.
  @inline(never)
  public mutating func set(_ value: Value) {
    first = value
    second = value
    third = value
  }

  /// Makes all three what two of them say.
  ///
  /// - Returns: How it stood before.
  @inline(never)
  public mutating func settle() -> Vote {
    switch (firstIsSecond, secondIsThird) {
    case (true, true): return .unanimous
    case (true, false): third = first
    case (false, true): first = second
    case (false, false):
      guard firstIsThird else { return .undecided }
      second = first
    }
    return .repaired
  }

  /// Makes all three what two of them say, and tells what that is.
  ///
  /// - Parameter value: takes it; left alone if no two agree.
  /// - Returns: How it stood before.
  @inline(never)
  public mutating func settle(into value: inout Value) -> Vote {
    let vote = settle()
    if vote != .undecided { value = first }
    return vote
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
