// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import SimulatedNVM

/// The operator's commands: sent at any moment, and held to their receipts.
extension Life {
  private var issuerCount: Int { satellite.sizes.profile.issuerCount }

  /// One command; or, by whoever has overheard it, an old one once more.
  mutating func command() {
    if !pastCommands.isEmpty, chance.hits(150) {
      deliver(chance.pick(pastCommands))
      return
    }
    switch chance.below(10) {
    case 0..<5: revoke()
    case 5, 6: deliver(sign(.issuers(anyIssuers())))
    case 7, 8: deliver(sign(anyFloors()))
    default: deliver(sign(.counterReset))
    }
  }

  /// In peace every command is taken: every issuer is in force again.
  mutating func commandInPeace() {
    guard satellite.outcome == .ready, clock.shown != nil,
      satellite.floors.issuedAtSeconds < clock.trueSeconds
    else { return }
    let now = clock.trueSeconds
    let orders: [LifeCommand.Order] = [
      .issuers(Set(0..<issuerCount)),
      .floors(
        issuedAfterSeconds: now - 50_000, expiredBeforeSeconds: now - 50_000),
      .counterReset,
    ]
    for order in orders where !isOver {
      let (refusal, hasFailed) = deliver(sign(order))
      guard let refusal, !hasFailed, !oracle.damage.isBroken, clock.isTruthful
      else { continue }
      violate(.notReady, "a command in peace is refused: \(refusal.name)")
    }
  }

  /// The operator hears of a loss, and ends it with a floor.
  mutating func endLossByCommand() {
    lookAtClock()
    guard let hi = clock.shown?.hiSeconds else { return }
    let skew = UInt64(satellite.sizes.profile.limits.clockSkewSeconds)
    deliver(
      sign(
        .floors(
          issuedAfterSeconds: max(hi, clock.trueSeconds) + skew,
          expiredBeforeSeconds: 0)))
    if satellite.medium.isOff, !isOver { boot() }
  }

  // MARK: Commands

  /// A list that is not empty.
  mutating func anyIssuers() -> Set<Int> {
    let places = chance.within(1...(1 << issuerCount) - 1)
    return Set((0..<issuerCount).filter { places >> $0 & 1 == 1 })
  }

  /// Floors behind the present, at it, ahead of it, and too far ahead.
  private mutating func anyFloors() -> LifeCommand.Order {
    let now = clock.trueSeconds
    return .floors(
      issuedAfterSeconds: chance.pick([
        0, now - UInt64(chance.below(50_000)), now - UInt64(chance.below(600)),
        now, now + UInt64(chance.below(90)), now + 3_700,
      ]),
      expiredBeforeSeconds: chance.pick([
        0, now - UInt64(chance.below(50_000)), now - UInt64(chance.below(600)),
        now - 5, now + 20,
      ]))
  }

  /// Takes back some tokens: used, refused, or never presented yet.
  private mutating func revoke() {
    var tokens: [LifeToken] = []
    var fresh: LifePresentation?
    for _ in 0..<chance.within(1...4) {
      var chain: [LifeToken]
      if past.isEmpty || chance.hits(300) {
        let presentation = presentation(for: .fresh)
        chain = presentation.tokens
        fresh = presentation
      } else {
        chain = chance.pick(past).tokens
      }
      let token = chance.pick(chain)
      if !tokens.contains(where: { $0.name == token.name }) {
        tokens.append(token)
      }
    }
    deliver(sign(.revocation(tokens)))
    if let fresh, !isOver, !satellite.medium.isOff { present(fresh) }
  }

  mutating func sign(_ order: LifeCommand.Order) -> LifeCommand {
    var command = LifeCommand(
      order: order, version: oracle.commands.nextVersion(),
      signedAtSeconds: clock.trueSeconds)
    do throws(GroundError) {
      command.message = try OperatorSigning.sign(
        command.content, for: satellite.sizes.profile.satellite,
        version: command.version, signedAtSeconds: command.signedAtSeconds,
        key: LifeParties.all[LifeParties.operations].key)
    } catch {
      preconditionFailure("a command can be signed: \(error)")
    }
    pastCommands.append(command)
    return command
  }

  /// Hands a command over, judges the answer and remembers it.
  @discardableResult
  mutating func deliver(
    _ command: LifeCommand
  ) -> (refusal: OperatorRefusal.Reason?, hasFailed: Bool) {
    lookAtClock()
    return deliver(command, at: clock.shown)
  }

  /// The same at a time that the satellite was told before.
  mutating func deliver(
    _ command: LifeCommand, at shown: TrustedTime?
  ) -> (refusal: OperatorRefusal.Reason?, hasFailed: Bool) {
    var before = sight
    before.shown = shown
    let expected = oracle.refusal(of: command, before)
    let hasLostControl =
      before.outcome == .lossDetected && satellite.hasLostControl
    let refusal = satellite.command(command.message, now: shown)
    let hasFailed = takeFaults()
    tell(
      "command \(command.version), \(command): "
        + (refusal.map { "\($0.name)" } ?? "acknowledged"))
    count(command, refusal)
    judge(refusal, to: command, expected, hasFailed: hasFailed)
    let endsLoss = before.outcome == .lossDetected && expected == nil
    oracle.take(
      command, refusal, endsLoss: endsLoss,
      recoveryCount: satellite.watch.recoveryCount)
    if let lo = shown?.loSeconds {
      oracle.floors.takeDecision(
        loSeconds: max(lo, before.floors.timeMarkSeconds),
        isAccepted: refusal == nil && command.kind == .revocation)
    }
    judgeFloors(nil, hasFailed: hasFailed)
    judgeCommands(
      afterLossOfControl: endsLoss && refusal == nil && hasLostControl)
    return (refusal, hasFailed)
  }

  private mutating func count(
    _ command: LifeCommand, _ refusal: OperatorRefusal.Reason?
  ) {
    guard refusal == nil else { return }
    report.commandCount += 1
    if command.kind == .floorRaise { report.floorCommandCount += 1 }
    if command.kind == .counterReset { report.counterResetCount += 1 }
  }

  // MARK: Judging

  /// A command is taken where no rule refuses it, and refused by the first rule
  /// that does.
  private mutating func judge(
    _ refusal: OperatorRefusal.Reason?, to command: LifeCommand,
    _ expected: OperatorRefusal.Reason?, hasFailed: Bool
  ) {
    if refusal == expected { return }
    let mayFail = hasFailed || oracle.damage.isBroken
    if expected == nil, let refusal {
      switch refusal {
      case .versionNotKept where mayFail: return
      // How much room there is, others judge.
      case .storeFull where command.kind == .revocation: return
      case .revocationNotKept
      where command.kind == .revocation && (mayFail || oracle.damage.mayLose):
        return
      default: break
      }
    }
    let found = refusal.map { "\($0.name)" } ?? "taken"
    let wanted = expected.map { "\($0.name)" } ?? "taken"
    violate(
      refusal == nil ? .commandWrong : .refusedWrongly,
      "command \(command.version), \(command): \(found), not \(wanted)")
  }

  /// What was acknowledged stays so. A list is in force, or a newer one; or,
  /// after a loss that may have taken it, nobody is.
  mutating func judgeCommands(afterLossOfControl: Bool = false) {
    if satellite.counterResetCount != oracle.commands.counterResetCount {
      violate(
        .commandWrong,
        "counters were reset \(satellite.counterResetCount) "
          + "times, told so \(oracle.commands.counterResetCount) times")
    }
    guard satellite.outcome == .ready, !satellite.medium.isOff else { return }
    if let kind = oracle.commands.kindForgotten(satellite.versions) {
      if !oracle.damage.mayLose {
        return violate(
          .commandWrong,
          "the newest \(kind) was forgotten: \(satellite.versions)")
      }
      oracle.commands.forgetVersions()
    }
    let version = sight.listVersion
    if !satellite.areIssuersKnown {
      if oracle.commands.mayIssuersBeUnknown { return }
      return violate(.notReady, "no issuer is in force without a loss")
    }
    guard version < oracle.commands.acknowledgedList else { return }
    // Sectors that are gone without a trace, as for a floor.
    if oracle.damage.mayLose, !afterLossOfControl || version == 0 {
      report.gapCount += 1
      tell("no trace of list \(oracle.commands.acknowledgedList) is left")
      return oracle.commands.forgetList()
    }
    violate(
      .acceptedDisabled,
      "list \(version) is in force, "
        + "\(oracle.commands.acknowledgedList) was acknowledged")
  }
}
