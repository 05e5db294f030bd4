// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// What a satellite must have answered to its operator, written down a second
/// time.
extension LifeOracle {
  /// Why a command must be refused, if nothing fails on the way and there is
  /// room; nil if it must be taken.
  func refusal(
    of command: LifeCommand, _ sight: LifeSight
  ) -> OperatorRefusal.Reason? {
    guard let shown = sight.shown else { return .noTrustedTime }
    let mark = sight.floors.timeMarkSeconds
    let lo = max(shown.loSeconds, mark)
    let hi = max(shown.hiSeconds, mark)
    if hi > UInt64(UInt32.max) { return .noTrustedTime }
    if case .revocation = command.order, hi - lo > 65_535 {
      return .noTrustedTime
    }
    if command.signedAtSeconds > hi + 60 { return .signedAhead }
    if let reason = fault(of: command.order, lo, hi) { return reason }
    if command.signedAtSeconds <= sight.floors.issuedAtSeconds {
      return .signedBeforeFloor
    }
    if sight.outcome == .lossDetected,
      case .floors(let floor, _) = command.order
    {
      let skew = UInt64(sizes.profile.limits.clockSkewSeconds)
      if floor < hi + skew { return .floorOutOfRange }
    } else if !sight.isReady {
      return .versionNotKept
    }
    let newest = sight.versions[Int(command.kind.rawValue)]
    return command.version > newest ? nil : .oldVersion
  }

  /// What is wrong with it before anybody looks at the store.
  private func fault(
    of order: LifeCommand.Order, _ lo: UInt64, _ hi: UInt64
  ) -> OperatorRefusal.Reason? {
    switch order {
    case .floors(let issuedAfter, let expiredBefore):
      let isInRange =
        (issuedAfter > 0 || expiredBefore > 0) && issuedAfter <= hi + 3_600
        && expiredBefore <= lo
      return isInRange ? nil : .floorOutOfRange
    case .revocation(let tokens):
      let longest = UInt64(sizes.profile.limits.maxTokenLifetimeSeconds)
      let isTooFar = tokens.contains {
        UInt64($0.expiresAtSeconds) > hi + longest
      }
      return isTooFar ? .revocationTooFar : nil
    case .issuers, .counterReset: return nil
    }
  }

  /// The answer to a command, nil if it was acknowledged; `endsLoss` if it was
  /// to end a loss.
  mutating func take(
    _ command: LifeCommand, _ refusal: OperatorRefusal.Reason?,
    endsLoss: Bool, recoveryCount: Int
  ) {
    let isTaken = refusal == nil
    if isTaken { commands.takeVersion(of: command) }
    switch command.order {
    case .revocation(let tokens):
      take(
        revocationOf: tokens, isTaken: isTaken,
        mayBeWritten: refusal == .revocationNotKept,
        recoveryCount: recoveryCount)
    case .issuers(let issuers):
      commands.takeList(issuers, version: command.version, isTaken: isTaken)
    case .floors(let issuedAfter, let expiredBefore):
      // What failed may have been written, and nothing else.
      guard isTaken || refusal == .versionNotKept else { return }
      takeRaise(
        toSeconds: issuedAfter, afterLoss: endsLoss, isDone: isTaken)
      if isTaken { floors.takeExpiry(atSeconds: expiredBefore) }
    case .counterReset: break
    }
  }
}
