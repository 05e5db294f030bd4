// SPDX-License-Identifier: Apache-2.0

/// What a receiver has sent since the start.
public struct NMEAStatistics: Equatable, Sendable, BitwiseCopyable {
  /// Sentences with a right checksum, of any kind.
  public internal(set) var sentenceCount: UInt64 = 0
  /// Those of them that told a time.
  public internal(set) var timeCount: UInt64 = 0
  /// Those that said that there is no fix.
  public internal(set) var noFixCount: UInt64 = 0
  /// Those that are neither RMC nor ZDA.
  public internal(set) var otherCount: UInt64 = 0
  /// RMC and ZDA with a field missing, malformed or implausible.
  public internal(set) var malformedCount: UInt64 = 0
  /// Times told by RMC and ZDA that disagree.
  public internal(set) var disagreementCount: UInt64 = 0
  /// Sentences whose checksum was wrong or missing.
  public internal(set) var badChecksumCount: UInt64 = 0
  /// Sentences that were too long.
  public internal(set) var oversizedCount: UInt64 = 0
  /// Sentences that the next one, or a byte that is not text, cut off.
  public internal(set) var interruptedCount: UInt64 = 0
  /// Bytes outside of sentences, line ends not counted.
  public internal(set) var garbageByteCount: UInt64 = 0
  /// What was wrong last; nil as long as nothing was.
  public internal(set) var lastProblem: NMEAProblem?

  /// Nothing has come yet.
  public init() {}

  mutating func count(_ problem: NMEAProblem) {
    lastProblem = problem
    switch problem {
    case .garbage: garbageByteCount &+= 1
    case .oversized: oversizedCount &+= 1
    case .interrupted: interruptedCount &+= 1
    case .checksumMissing, .checksumWrong: badChecksumCount &+= 1
    case .fieldMissing, .fieldMalformed, .yearImplausible:
      malformedCount &+= 1
    case .noFix, .modeWithoutFix: noFixCount &+= 1
    case .disagreement: disagreementCount &+= 1
    case .silence: break
    }
  }
}
