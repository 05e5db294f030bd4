// SPDX-License-Identifier: Apache-2.0

/// Why a text is no scenario, and where.
public struct ScenarioError: Error, Equatable, Sendable {
  /// Counted from 1; 0 if no place can be named.
  public var line: Int
  /// Counted from 1, in Unicode scalars; 0 if no place can be named.
  public var column: Int
  /// What was expected and what was found.
  public var problem: String

  /// Makes an error.
  public init(line: Int, column: Int, _ problem: String) {
    self.line = line
    self.column = column
    self.problem = problem
  }
}

extension ScenarioError: CustomStringConvertible {
  /// `line 3, column 5: expected …`
  public var description: String {
    line > 0 ? "line \(line), column \(column): \(problem)" : problem
  }
}
