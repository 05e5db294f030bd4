// SPDX-License-Identifier: Apache-2.0

/// How long single marks took.
public struct WorstMarkResult {
  /// Live entries in the index.
  public let entryCount: Int
  /// Tokens of each chain.
  public let tokenCount: Int
  /// How often each mark was timed.
  public let repetitionCount: Int
  /// Segments opened among the marks of one repetition, each in the place of
  /// an older one.
  public let openedCount: UInt64
  /// Of each mark the least of all repetitions, in order of size.
  let sortedNanoseconds: [UInt64]
  /// The longest of all, with whatever the machine did in between.
  public let greatestNanoseconds: UInt64
  /// R: the median of the bare signatures verified in between.
  public let signatureNanoseconds: UInt64

  /// The worst mark should take no longer than so many signatures.
  public static let goal = 2.0

  /// Marks timed.
  public var markCount: Int { sortedNanoseconds.count }

  /// The worst mark. Nanoseconds.
  public var worstNanoseconds: UInt64 { sortedNanoseconds.last ?? 0 }

  /// What so many of 1,000 marks stay within. Nanoseconds.
  public func nanoseconds(perMille: Int) -> UInt64 {
    let count = sortedNanoseconds.count
    let rank = (count * perMille + 999) / 1_000
    return sortedNanoseconds[max(rank, 1) - 1]
  }

  /// A time as a multiple of R.
  public func ratio(_ nanoseconds: UInt64) -> Double {
    Double(nanoseconds) / Double(signatureNanoseconds)
  }

  /// Whether the worst mark keeps to the goal.
  public var isMet: Bool { ratio(worstNanoseconds) <= Self.goal }
}
