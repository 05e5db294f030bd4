// SPDX-License-Identifier: Apache-2.0

/// Why a text is not what it should be, and where.
public struct YAMLError: Error, Equatable, Sendable {
  /// Counted from 1; 0 if no place can be named.
  public var line: Int
  /// Counted from 1, in Unicode scalars; 0 if no place can be named.
  public var column: Int
  /// What was expected and what was found.
  public var problem: String

  /// Makes an error; without a place if `line` is 0.
  public init(line: Int, column: Int, _ problem: String) {
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `FILE:LINE:COLUMN: expected …`, or `FILE: expected …` without a place.
  public func text(in file: String) -> String {
    let place = line > 0 ? ":\(line):\(column)" : ""
    return "\(file)\(place): \(problem)"
  }
}
