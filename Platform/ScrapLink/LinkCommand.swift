// SPDX-License-Identifier: Apache-2.0

/// What may be asked of the link's own end on the port `control`. Nobody signs
/// it: nothing here changes what is accepted.
public enum LinkCommand: Equatable, Sendable {
  /// Send the clock challenge.
  case sendChallenge
  /// Send boot report and housekeeping.
  case sendReport
  /// Do nothing but answer with housekeeping.
  case noOperation
  /// Set the counters of housekeeping to zero.
  case resetCounters
  /// End the emulation with a status: for a laboratory's image alone.
  case halt(status: UInt8)

  /// Reads a frame; nil if it is none of these.
  public init?(_ content: Span<UInt8>) {
    guard content.count > 0 else { return nil }
    switch (content[0], content.count) {
    case (1, 1): self = .sendChallenge
    case (2, 1): self = .sendReport
    case (3, 1): self = .noOperation
    case (4, 1): self = .resetCounters
    case (0x7f, 6):
      let word: StaticString = "HALT"
      for index in 0..<4 {
        // In bounds: the word has four bytes.
        let expected = unsafe word.utf8Start[index]
        guard content[1 + index] == expected else { return nil }
      }
      self = .halt(status: content[5])
    default: return nil
    }
  }
}
