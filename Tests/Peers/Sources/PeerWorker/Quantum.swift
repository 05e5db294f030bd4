// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One answer: some milliseconds of one case.
struct Quantum: Encodable {
  /// Of one operation.
  var nanoseconds: Double
  var operations: Int
  /// How often the kernel took the processor away meanwhile.
  var preemptions: Int

  /// Works, after a few operations that do not count.
  init(of peerCase: PeerCase, operationCount: Int) async throws {
    for _ in 0..<max(1, operationCount / 8) { try await peerCase.operate() }
    let before = Self.preemptionCount()
    let start = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<operationCount { try await peerCase.operate() }
    let end = DispatchTime.now().uptimeNanoseconds
    nanoseconds = Double(end - start) / Double(operationCount)
    operations = operationCount
    preemptions = Self.preemptionCount() - before
  }

  /// As many operations as two milliseconds take.
  static func operationCount(of peerCase: PeerCase) async throws -> Int {
    var least = Double.infinity
    for _ in 0..<20 {
      let one = try await Quantum(of: peerCase, operationCount: 1)
      least = min(least, one.nanoseconds)
    }
    return max(1, min(2_000, Int(2_000_000 / least)))
  }

  /// RUSAGE_SELF, which has another type in each C library.
  private static let wholeProcess: Int32 = 0

  private static func preemptionCount() -> Int {
    var usage = rusage()
    getrusage(wholeProcess, &usage)
    return Int(usage.ru_nivcsw)
  }
}
