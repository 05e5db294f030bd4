// SPDX-License-Identifier: Apache-2.0

/// What the times of a report are worth.
public enum ReportBasis: Equatable, Sendable {
  /// Virtual time: latencies are what the scenario states, not what a machine
  /// took.
  case virtual(seed: UInt64)
  /// A real clock, on the machine that is named: processor, cores, system.
  case wall(machine: String)

  /// Whether a machine's time was measured. Then a round trip bounds the
  /// decision in it from above; in virtual time it waits for contacts.
  var isWall: Bool { if case .wall = self { true } else { false } }

  /// What a reader must know before he takes a number from the report.
  var sentence: String {
    switch self {
    case .virtual(let seed):
      "Virtual time, seed \(seed): latencies follow from the times that the "
        + "scenario gives for each step, and say nothing of a machine."
    case .wall(let machine): "Wall-clock time, measured on \(machine)."
    }
  }
}
