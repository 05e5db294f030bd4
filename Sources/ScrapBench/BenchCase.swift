// SPDX-License-Identifier: Apache-2.0

/// One thing that is measured.
public struct BenchCase {
  /// What a case is measured in: so many times each of these cases' time.
  public typealias Unit = [(name: String, count: Double)]

  /// The name, as in the output and for `--case`.
  public let name: String
  /// What it does, in a few words.
  public let summary: String
  /// What it is measured in; empty for a case that others are measured in.
  public let unit: Unit
  /// The ratio to the unit that it should not exceed; nil if there is none.
  public let goal: Double?
  /// Operations in one round.
  public let operationCount: Int
  /// The case whose times these are; nil if it runs itself.
  public private(set) var source: String?
  /// Does one operation, the number of which counts from 0 over all rounds,
  /// and traps unless its outcome is the expected one.
  let operate: (_ operation: Int) -> Void

  /// Operations that are timed together for the percentiles: where a round
  /// has many, the clock itself would weigh in each.
  public var operationsPerSample: Int { max(1, operationCount / 50) }

  /// Samples in one round.
  var sampleCount: Int {
    precondition(
      operationCount % operationsPerSample == 0, "a round has whole samples")
    return operationCount / operationsPerSample
  }

  /// The unit as people read it, such as "2 x signature + key_parse".
  public var unitName: String {
    unit.map { $0.count == 1 ? $0.name : "\(Int($0.count)) x \($0.name)" }
      .joined(separator: " + ")
  }

  init(
    name: String, summary: String, unit: Unit, goal: Double?,
    operationCount: Int, operate: @escaping (_ operation: Int) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.unit = unit
    self.goal = goal
    self.operationCount = operationCount
    self.operate = operate
  }

  /// The same times in another unit, without another run.
  func seen(as name: String, in unit: Unit, goal: Double?) -> BenchCase {
    var other = BenchCase(
      name: name, summary: summary, unit: unit, goal: goal,
      operationCount: operationCount, operate: operate)
    other.source = self.name
    return other
  }
}
