// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier

/// What a target has done since it was made or its counters were reset, for
/// telemetry. Each counter stays at its greatest value once it is there.
public struct TargetCounters: Equatable, Sendable, BitwiseCopyable {
  /// Tasks that were granted.
  public internal(set) var grantedCount: UInt32 = 0
  /// Requests that were refused, those below included.
  public internal(set) var refusedCount: UInt32 = 0
  /// Of those: tokens used before, and requests accepted before.
  public internal(set) var replayedCount: UInt32 = 0
  /// Of those: without trusted time.
  public internal(set) var untimedCount: UInt32 = 0
  /// Of those: the store could not be used, or was full.
  public internal(set) var storeRefusedCount: UInt32 = 0
  /// Of those: bytes that are no request.
  public internal(set) var malformedCount: UInt32 = 0
  /// Bindings that held.
  public internal(set) var boundCount: UInt32 = 0
  /// Bindings that were refused.
  public internal(set) var bindingRefusedCount: UInt32 = 0
  /// Operator's clock readings that were taken.
  public internal(set) var clockSetCount: UInt32 = 0
  /// Operator's messages that were refused, clock readings included.
  public internal(set) var operatorRefusedCount: UInt32 = 0
  /// Messages that are not for a target.
  public internal(set) var ignoredCount: UInt32 = 0
  /// Replies that were written.
  public internal(set) var replyCount: UInt32 = 0
  /// Time marks that were written.
  public internal(set) var timeMarkCount: UInt32 = 0
  /// Time marks that could not be written.
  public internal(set) var timeMarkFailedCount: UInt32 = 0
  /// Records on the medium that a scrub wrote anew.
  public internal(set) var repairedRecordCount: UInt32 = 0
  /// Damage on the medium that a scrub could not repair.
  public internal(set) var unrepairedCount: UInt32 = 0
  /// Passes over the whole medium that a scrub has completed.
  public internal(set) var scrubPassCount: UInt32 = 0
  /// Operator's commands that have taken effect, and questions answered.
  public internal(set) var operatorTakenCount: UInt32 = 0
  /// Requests that were refused because the operator has revoked a token.
  public internal(set) var revokedCount: UInt32 = 0

  /// All zero.
  public init() {}

  /// The counters by number, 0 to 18, in the order above.
  subscript(index: Int) -> UInt32 {
    switch index {
    case 0: grantedCount
    case 1: refusedCount
    case 2: replayedCount
    case 3: untimedCount
    case 4: storeRefusedCount
    case 5: malformedCount
    case 6: boundCount
    case 7: bindingRefusedCount
    case 8: clockSetCount
    case 9: operatorRefusedCount
    case 10: ignoredCount
    case 11: replyCount
    case 12: timeMarkCount
    case 13: timeMarkFailedCount
    case 14: repairedRecordCount
    case 15: unrepairedCount
    case 16: scrubPassCount
    case 17: operatorTakenCount
    default: revokedCount
    }
  }
}

extension UInt32 {
  /// One more, or so many; never round to zero again.
  mutating func count(_ more: UInt32 = 1) {
    let (sum, isOver) = addingReportingOverflow(more)
    self = isOver ? .max : sum
  }
}

extension TargetCounters {
  mutating func count(_ refusal: Refusal) {
    refusedCount.count()
    switch refusal.reason {
    case .replayed, .alreadyAccepted: replayedCount.count()
    case .revoked: revokedCount.count()
    case .noSecureTime: untimedCount.count()
    case .storeUnavailable, .cacheFull: storeRefusedCount.count()
    case .malformedRequest, .malformedToken: malformedCount.count()
    default: break
    }
  }

  mutating func count(_ scrub: MediumScrub) {
    repairedRecordCount.count(
      scrub.repairedMarkCount &+ scrub.repairedControlCount)
    unrepairedCount.count(scrub.unrepairedCount)
    if scrub.isPassComplete { scrubPassCount.count() }
  }
}
