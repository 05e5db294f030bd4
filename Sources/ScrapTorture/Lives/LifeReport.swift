// SPDX-License-Identifier: Apache-2.0

/// What happened in a life, or in several.
public struct LifeReport: Equatable, Sendable {
  /// Lives.
  public private(set) var lifeCount = 0
  /// Requests presented.
  public internal(set) var requestCount = 0
  /// Requests accepted.
  public internal(set) var acceptCount = 0
  /// Requests that were presented again after they had been accepted.
  public internal(set) var replayCount = 0
  /// Requests that were refused because a token was used, not for another
  /// reason.
  public internal(set) var usedCount = 0
  /// Fresh tokens presented with power, time and medium in order.
  public internal(set) var probeCount = 0
  /// Starts, the first of each life included.
  public internal(set) var rebootCount = 0
  /// Starts that reported a loss, a blank medium, or too many marks.
  public internal(set) var lossCount = 0
  /// Starts with an old image in force that leaves no trace, a gap which the
  /// documents name.
  public internal(set) var gapCount = 0
  /// Floors raised by the ground.
  public internal(set) var raiseCount = 0
  /// Stores formatted by the ground, the first of each life included.
  public internal(set) var formatCount = 0
  /// Operator's commands that were acknowledged.
  public internal(set) var commandCount = 0
  /// Requests that a command of the operator overtook.
  public internal(set) var overtakenCount = 0
  /// Floors that a command raised, and losses that one ended.
  public internal(set) var floorCommandCount = 0
  /// Counters that were reset by command.
  public internal(set) var counterResetCount = 0
  /// Requests that were refused because a token was revoked.
  public internal(set) var revokedCount = 0
  /// Requests that were refused because their issuer was disabled.
  public internal(set) var disabledCount = 0
  /// Virtual seconds.
  public internal(set) var virtualSeconds: UInt64 = 0
  /// Promises that did not hold; at most one for a life, which ends there.
  public internal(set) var violations: [LifeViolation] = []
  private var faultCounts = [Int](
    repeating: 0, count: LifeFault.allCases.count)

  /// A report of nothing, to add others to.
  public init() {}

  /// The report of one life, at its beginning.
  static func begun() -> LifeReport {
    var report = LifeReport()
    report.lifeCount = 1
    return report
  }

  /// Power cuts within an operation of the medium.
  public var cutCount: Int { self[.cut] + self[.cutInStorm] }

  /// Virtual days.
  public var dayCount: Double { Double(virtualSeconds) / 86_400 }

  /// How often a fault took effect.
  public subscript(fault: LifeFault) -> Int {
    faultCounts[fault.rawValue]
  }

  /// Faults of all classes that took effect.
  public var faultCount: Int { faultCounts.reduce(0, +) }

  mutating func count(_ fault: LifeFault, _ number: Int = 1) {
    faultCounts[fault.rawValue] += number
  }

  /// Adds what happened in other lives.
  public mutating func add(_ other: LifeReport) {
    lifeCount += other.lifeCount
    requestCount += other.requestCount
    acceptCount += other.acceptCount
    replayCount += other.replayCount
    usedCount += other.usedCount
    probeCount += other.probeCount
    rebootCount += other.rebootCount
    lossCount += other.lossCount
    gapCount += other.gapCount
    raiseCount += other.raiseCount
    formatCount += other.formatCount
    commandCount += other.commandCount
    overtakenCount += other.overtakenCount
    floorCommandCount += other.floorCommandCount
    counterResetCount += other.counterResetCount
    revokedCount += other.revokedCount
    disabledCount += other.disabledCount
    virtualSeconds += other.virtualSeconds
    violations += other.violations
    for (index, count) in other.faultCounts.enumerated() {
      faultCounts[index] += count
    }
  }
}
