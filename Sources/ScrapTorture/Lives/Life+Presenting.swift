// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// Presenting, and judging the answers.
extension Life {
  var sight: LifeSight {
    LifeSight(
      shown: clock.shown, outcome: satellite.outcome,
      floors: satellite.floors, entryCount: satellite.entryCount,
      operationCount: satellite.medium.operationCount,
      recoveryCount: satellite.watch.recoveryCount,
      versions: satellite.versions,
      areIssuersKnown: satellite.areIssuersKnown)
  }

  /// Presents something that was accepted before.
  mutating func presentAgain(_ index: Int) {
    report.replayCount += 1
    present(past[index], isNew: false)
  }

  /// Presents, judges and remembers.
  mutating func present(
    _ presentation: LifePresentation, isNew: Bool = true,
    isStorm: Bool = false
  ) {
    lookAtClock()
    if isOver { return }
    var before = sight
    satellite.watch.append = nil
    var hasFailed = false
    let isOvertaken =
      presentation.isRequest && isNew && !isStorm
      && chance.hits(odds.meanwhile)
    var expectation = oracle.expectation(of: presentation, before)
    let answer =
      isOvertaken
      ? overtake(presentation, &before, &expectation, &hasFailed)
      : satellite.answer(to: presentation, now: before.shown)
    if isOver { return }
    report.requestCount += 1
    if takeFaults(isStorm: isStorm) { hasFailed = true }
    let append = satellite.watch.append
    var after = before
    after.recoveryCount = satellite.watch.recoveryCount
    if before.outcome == .capacityExceeded { takeOverflow(before, &after) }
    tell(
      "\(presentation.number): \(presentation.tokens.map(\.name)) "
        + "\(presentation.isRequest ? "request" : "chain") -> "
        + "\(answer.map { "\($0.name)" } ?? "accepted") at "
        + "\(before.shown.map { "\($0.loSeconds)...\($0.hiSeconds)" } ?? "?")")
    // Memory that was found damaged has been filled anew within the call.
    let isRebuilt = after.recoveryCount > before.recoveryCount
    judge(
      answer, to: presentation,
      isRebuilt
        ? expectationOfRebuilt(presentation, answer, after)
        : expectation,
      hasFailed: hasFailed)
    if !isRebuilt { judgeState(after: answer, before, hasFailed: hasFailed) }
    oracle.take(
      presentation, isAccepted: answer == nil, append: append,
      recoveryCount: satellite.watch.appendRecoveryCount)
    if let lo = expectation.loSeconds {
      oracle.floors.takeDecision(loSeconds: lo, isAccepted: answer == nil)
    }
    judgeFloors(before, hasFailed: hasFailed)
    if answer == .revoked { report.revokedCount += 1 }
    if answer == .invalidSignature, expectation.rule == .acceptedDisabled {
      report.disabledCount += 1
    }
    if answer == .replayed || answer == .alreadyAccepted {
      report.usedCount += 1
    }
    if answer == nil {
      report.acceptCount += 1
      if isNew { acceptedIndices.append(past.count) }
    }
    if isNew { past.append(presentation) }
  }

  /// Presents a request; before its last step the operator sends a list of
  /// issuers, and what stood before is what stands then.
  private mutating func overtake(
    _ request: LifePresentation, _ before: inout LifeSight,
    _ expectation: inout LifeExpectation, _ hasFailed: inout Bool
  ) -> Reason? {
    let shown = before.shown
    let command = sign(.issuers(anyIssuers()))
    return satellite.answer(to: request, now: shown) {
      hasFailed = deliver(command, at: shown).hasFailed
      before = sight
      before.shown = shown
      expectation = oracle.expectation(of: request, before)
      report.overtakenCount += 1
    }
  }

  /// A store with more marks than room has tried to drop those that have
  /// expired: it refuses as before, or answers as one that is ready.
  private mutating func takeOverflow(
    _ before: LifeSight, _ after: inout LifeSight
  ) {
    guard let lo = before.shown?.loSeconds else { return }
    oracle.floors.takeDecision(loSeconds: lo, isAccepted: false)
    after.outcome = satellite.outcome
    after.floors = satellite.floors
  }

  /// What may be answered if memory was filled anew within the call: what was
  /// read back may have a command in it whose write had failed, so it was in
  /// force before or not.
  private func expectationOfRebuilt(
    _ presentation: LifePresentation, _ answer: Reason?, _ after: LifeSight
  ) -> LifeExpectation {
    let expectation = oracle.expectation(of: presentation, after)
    if expectation.allows(answer) || satellite.outcome != .ready {
      return expectation
    }
    var sight = after
    sight.versions = satellite.versions
    sight.areIssuersKnown = satellite.areIssuersKnown
    sight.floors.issuedAtSeconds = satellite.floors.issuedAtSeconds
    // A mark raises E, too, behind what is judged here.
    if answer == .expired {
      sight.floors.expiresAtSeconds = satellite.floors.expiresAtSeconds
    }
    return oracle.expectation(of: presentation, sight)
  }

  private mutating func judge(
    _ answer: Reason?, to presentation: LifePresentation,
    _ expectation: LifeExpectation, hasFailed: Bool
  ) {
    if answer == nil {
      if let again = oracle.acceptedToken(of: presentation) {
        return violate(.acceptedTwice, "token \(again.name)")
      }
      let late = presentation.tokens.first {
        UInt64($0.expiresAtSeconds) < clock.trueSeconds
      }
      if let late, clock.isTruthful || clock.mustBeTruthful {
        return violate(
          .acceptedExpired,
          "token \(late.name) ended at \(late.expiresAtSeconds), "
            + "it is \(clock.trueSeconds)")
      }
    }
    if expectation.allows(answer) { return }
    // Only a store that was asked can fail in the middle of it.
    if expectation.loSeconds != nil, answer == .storeUnavailable {
      let isLoss = satellite.outcome == .lossDetected
      if hasFailed || oracle.damage.isBroken { return }
      if isLoss, oracle.damage.mayLose { return }
      // A rebuild has found more than there is room for.
      if satellite.outcome == .capacityExceeded, oracle.mayOverflow { return }
    }
    if hasFailed, expectation.reasons.contains(.alreadyAccepted),
      answer == .replayed
    {
      return
    }
    let found = answer.map { "\($0.name)" } ?? "accepted"
    let wanted = expectation.reasons.map { "\($0.name)" }
    violate(
      answer == nil ? expectation.rule : .refusedWrongly,
      "request \(presentation.number) \(found), expected \(wanted) "
        + (expectation.mayAccept ? "or accepted" : "")
        + ", outcome \(satellite.outcome)")
  }

  /// A refusal writes nothing, except to make room, and forgets nothing.
  private mutating func judgeState(
    after answer: Reason?, _ before: LifeSight, hasFailed: Bool
  ) {
    guard answer != nil, !hasFailed, !oracle.damage.isBroken else { return }
    let mayMakeRoom = answer == .cacheFull || answer == .storeUnavailable
    let hasRisen =
      satellite.floors.expiresAtSeconds > before.floors.expiresAtSeconds
      || satellite.outcome == .lossDetected
    let isWritten =
      satellite.medium.operationCount != before.operationCount
    if isWritten, !(mayMakeRoom && hasRisen) {
      violate(.stateChanged, "the medium was written")
    }
    let count = satellite.entryCount
    if count > before.entryCount || count < before.entryCount && !mayMakeRoom {
      violate(
        .stateChanged, "\(before.entryCount) entries became \(count)")
    }
  }

  mutating func judgeFloors(_ before: LifeSight?, hasFailed: Bool) {
    guard satellite.outcome == .ready, !satellite.medium.isOff else { return }
    let floors = satellite.floors
    let mayHaveLost = oracle.damage.mayLose
    if let fault = oracle.floors.fault(floors, mayHaveLost: mayHaveLost) {
      violate(.floorWrong, fault)
    }
    if let before, !hasFailed,
      floors.expiresAtSeconds > before.floors.expiresAtSeconds
    {
      oracle.floors.takeExpiry(floors)
    }
  }
}
