// SPDX-License-Identifier: Apache-2.0

/// Runs cases side by side: every round runs each of them once, beginning at
/// another one, so that whatever disturbs the machine disturbs all alike.
public struct Bench {
  private let cases: [BenchCase]
  private let roundCount: Int

  /// Takes cases; those that others are measured in must be among them.
  public init(cases: [BenchCase], roundCount: Int) {
    self.cases = cases
    self.roundCount = roundCount
  }

  /// Measures. A first round that does not count lets the runtime set itself
  /// up.
  ///
  /// - Parameter progress: told the number of each round before it begins.
  /// - Returns: a result for each case, in their order.
  public func run(progress: (Int) -> Void) -> [BenchResult] {
    // nanoseconds[case][round] of one operation
    var nanoseconds = cases.map { _ in
      [Double](repeating: 0, count: roundCount)
    }
    var allocations = [UInt64](repeating: 0, count: cases.count)
    for round in 0...roundCount {
      progress(round)
      for turn in cases.indices {
        let index = (round + turn) % cases.count
        guard cases[index].source == nil else { continue }
        let before = AllocationCounter.count ?? 0
        let time = Self.time(cases[index], round: round)
        guard round > 0 else { continue }
        nanoseconds[index][round - 1] = time
        allocations[index] += (AllocationCounter.count ?? 0) - before
      }
    }
    return cases.indices.map { index in
      result(
        of: index, nanoseconds: nanoseconds, allocations: allocations[index])
    }
  }

  /// The library's time depends on where the stack happens to be, by several
  /// per cent: each round has it somewhere else, the same for every case.
  @inline(never)
  private static func time(
    _ benchCase: BenchCase, round: Int, framesToGo: Int? = nil
  ) -> Double {
    let framesToGo = framesToGo ?? round % 16
    guard framesToGo == 0 else {
      var padding = InlineArray<27, UInt64>(repeating: UInt64(round))
      padding[round % 27] = 0
      let time = time(benchCase, round: round, framesToGo: framesToGo - 1)
      return padding[round % 27] == 0 ? time : .nan
    }
    let count = benchCase.operationCount
    let start = BenchClock.nanoseconds()
    for operation in round * count..<(round + 1) * count {
      benchCase.operate(operation)
    }
    return Double(BenchClock.nanoseconds() - start) / Double(count)
  }

  private func result(
    of index: Int, nanoseconds: [[Double]], allocations: UInt64
  ) -> BenchResult {
    let benchCase = cases[index]
    let own = nanoseconds[place(of: benchCase.source ?? benchCase.name)]
    let units: [(times: [Double], count: Double)] = benchCase.unit.map {
      (nanoseconds[place(of: $0.name)], $0.count)
    }
    let ratios = own.indices.map { round in
      own[round] / units.reduce(0) { $0 + $1.times[round] * $1.count }
    }
    let operations = Double(roundCount * benchCase.operationCount)
    return BenchResult(
      benchCase: benchCase,
      medianNanoseconds: Self.median(own),
      minNanoseconds: own.min() ?? 0,
      ratio: units.isEmpty ? nil : Self.median(ratios),
      allocationCount: AllocationCounter.count == nil || benchCase.source != nil
        ? nil : Double(allocations) / operations)
  }

  private func place(of name: String) -> Int {
    guard let place = cases.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("a unit and a source are among the cases")
    }
    return place
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  /// Runs one case alone, untimed, for instruction counts.
  ///
  /// - Parameters:
  ///   - benchCase: the case.
  ///   - count: how often.
  public static func repeatCase(_ benchCase: BenchCase, _ count: Int) {
    for operation in 0..<count { benchCase.operate(operation) }
  }
}
