// SPDX-License-Identifier: Apache-2.0

/// One thing that is measured.
public struct BenchCase {
  /// The name, as in the output and for `--case`.
  public let name: String
  /// What it is measured in: the case whose time counts as 1.
  public let unit: String
  /// The ratio that it should not exceed; nil if there is none.
  public let goal: Double?
  /// Operations in one round.
  public let operationCount: Int
  /// Does the operations of one round and checks the outcome of each.
  let run: (_ round: Int) -> Void
}
