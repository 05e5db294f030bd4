// SPDX-License-Identifier: Apache-2.0

/// A number with a name.
public struct ReportFigure: Equatable, Sendable {
  /// What was counted.
  public var name: String
  /// How many.
  public var count: Int

  /// Makes a figure.
  public init(_ name: String, _ count: Int) {
    self.name = name
    self.count = count
  }
}
