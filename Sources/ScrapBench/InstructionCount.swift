// SPDX-License-Identifier: Apache-2.0

/// Operations for callgrind to count, which finds them by the name of a
/// function.
public enum InstructionCount {
  /// Operations that set up what is set up once.
  private static let warmUpCount = 5
  /// Operations that are counted.
  public static let operationCount = 20

  /// What is counted, and rounds enough for it: the fewest tokens that any
  /// case has for one round are four. Marks on a file are left out, because the
  /// kernel does what they cost, and large stores, because callgrind takes
  /// some fifty times as long.
  public static let plan = BenchSuite.Plan(
    roundCount: (warmUpCount + operationCount + 3) / 4,
    groups: Set(BenchGroup.allCases).subtracting([.durable]),
    entryCounts: [1_000, 10_000], recoveryCounts: [1_000], directory: nil)

  /// Runs one case.
  public static func run(_ benchCase: BenchCase) {
    for operation in 0..<warmUpCount { benchCase.operate(operation) }
    countedOperations(benchCase, from: warmUpCount)
  }

  /// `Scripts/bench-instructions` counts what happens in here.
  @inline(never)
  private static func countedOperations(
    _ benchCase: BenchCase, from first: Int
  ) {
    for operation in first..<first + operationCount {
      benchCase.operate(operation)
    }
  }
}
