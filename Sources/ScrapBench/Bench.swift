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
    var records = cases.map { _ in BenchRecord() }
    for round in 0...roundCount {
      progress(round)
      for turn in cases.indices {
        let index = (round + turn) % cases.count
        let benchCase = cases[index]
        guard benchCase.source == nil else { continue }
        var samples = [UInt64](repeating: 0, count: benchCase.sampleCount)
        let outcome = Self.time(benchCase, round: round, samples: &samples)
        guard round > 0 else { continue }
        records[index].add(
          outcome, samples: samples,
          operationsPerSample: benchCase.operationsPerSample)
      }
    }
    return cases.map { benchCase in
      BenchResult(
        of: benchCase,
        own: records[place(of: benchCase.source ?? benchCase.name)],
        units: benchCase.unit.map { (records[place(of: $0.name)], $0.count) })
    }
  }

  /// The library's time depends on where the stack happens to be, by several
  /// per cent: each round has it somewhere else, the same for every case.
  @inline(never)
  private static func time(
    _ benchCase: BenchCase, round: Int, samples: inout [UInt64],
    framesToGo: Int? = nil
  ) -> BenchRound {
    let framesToGo = framesToGo ?? round % 16
    guard framesToGo == 0 else {
      var padding = InlineArray<27, UInt64>(repeating: UInt64(round))
      padding[round % 27] = 0
      let outcome = time(
        benchCase, round: round, samples: &samples, framesToGo: framesToGo - 1)
      precondition(padding[round % 27] == 0, "the padding stays")
      return outcome
    }
    let allocations = AllocationCounter.count ?? 0
    let preemptions = BenchPreemption.count
    var operation = round * benchCase.operationCount
    let start = BenchClock.nanoseconds()
    var last = start
    for sample in samples.indices {
      for _ in 0..<benchCase.operationsPerSample {
        benchCase.operate(operation)
        operation += 1
      }
      let now = BenchClock.nanoseconds()
      samples[sample] = now - last
      last = now
    }
    return BenchRound(
      nanoseconds: Double(last - start) / Double(benchCase.operationCount),
      preemptionCount: BenchPreemption.count - preemptions,
      allocationCount: (AllocationCounter.count ?? 0) - allocations)
  }

  /// One round of one case alone, the first eighth of it untimed: other
  /// programs had the caches meanwhile.
  static func quantum(of benchCase: BenchCase, round: Int) -> BenchRound {
    let first = round * benchCase.operationCount
    let end = first + benchCase.operationCount
    let timed = first + max(1, benchCase.operationCount / 8)
    for operation in first..<timed { benchCase.operate(operation) }
    let preemptions = BenchPreemption.count
    let start = BenchClock.nanoseconds()
    for operation in timed..<end { benchCase.operate(operation) }
    let nanoseconds = BenchClock.nanoseconds() - start
    return BenchRound(
      nanoseconds: Double(nanoseconds) / Double(end - timed),
      preemptionCount: BenchPreemption.count - preemptions,
      allocationCount: 0)
  }

  private func place(of name: String) -> Int {
    guard let place = cases.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("a unit and a source are among the cases")
    }
    return place
  }
}
