// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapReplay

/// What one `TimedTarget.tick` has done.
public struct TargetTick: Sendable {
  /// What the clocks say.
  public let clock: ClockDecision
  /// What became of the time mark; nil without trusted time.
  public let timeKeeping: TimeKeeping?
  /// What a scrub step did; nil if none was asked for.
  public let scrub: StoreScrub?
}
