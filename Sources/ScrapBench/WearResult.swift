// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// What marks did to one copy; the other is worn alike.
public struct WearResult {
  /// What was worn.
  public let medium: WearMedium
  /// Tokens of each chain.
  public let tokenCount: Int
  /// How full the index was.
  public let load: WearTrial.Load
  /// Chains marked.
  public private(set) var commitCount = 0
  /// What happened in the control sectors.
  public private(set) var control = WearCount()
  /// What happened in the ring.
  public private(set) var ring = WearCount()
  /// Chains marked without opening a segment.
  public private(set) var plainCommitCount = 0
  /// What these did in the ring.
  public private(set) var plain = WearCount()

  init(medium: WearMedium, tokenCount: Int, load: WearTrial.Load) {
    self.medium = medium
    self.tokenCount = tokenCount
    self.load = load
  }

  mutating func addCommit(control: WearCount, ring: WearCount) {
    commitCount += 1
    self.control.add(control)
    self.ring.add(ring)
    // Such a chain's own program is the only one in the ring.
    guard ring.eraseCount == 0 else { return }
    plainCommitCount += 1
    plain.add(ring)
  }

  /// Marks made.
  public var markCount: Int { commitCount * tokenCount }

  /// Bytes that a mark itself programs.
  public var ownBytesPerMark: Double {
    Double(plain.programByteCount) / Double(plainCommitCount * tokenCount)
  }

  /// Programs of a chain itself.
  public var ownProgramsPerChain: Double {
    Double(plain.programCount) / Double(plainCommitCount)
  }

  /// Bytes programmed for each mark, headers and control records included.
  public var bytesPerMark: Double {
    Double(ring.programByteCount + control.programByteCount)
      / Double(markCount)
  }

  /// Programs for each mark, headers and control records included.
  public var programsPerMark: Double {
    Double(ring.programCount + control.programCount) / Double(markCount)
  }

  /// Erases in the ring for each mark.
  public var ringErasesPerMark: Double {
    Double(ring.eraseCount) / Double(markCount)
  }

  /// Erases for each mark, control sectors included.
  public var erasesPerMark: Double {
    Double(ring.eraseCount + control.eraseCount) / Double(markCount)
  }

  /// Bytes erased, or filled, for each mark.
  public var erasedBytesPerMark: Double {
    erasesPerMark * Double(medium.eraseByteCount)
  }

  /// Bytes read for each mark: the check of what was written, and of what is
  /// to be written to.
  public var readBytesPerMark: Double {
    Double(ring.readByteCount + control.readByteCount) / Double(markCount)
  }

  /// Whether a mark is 48 bytes in one program a chain, and an erase of the
  /// ring serves for 80 marks.
  public var isMet: Bool {
    ownBytesPerMark <= 48 && ownProgramsPerChain <= 1
      && ringErasesPerMark * 80 <= 1
  }
}
