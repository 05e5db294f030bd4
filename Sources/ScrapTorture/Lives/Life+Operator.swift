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
    } else if chance.hits(600) {
      revoke()
    } else {
      let places = chance.within(1...(1 << issuerCount) - 1)
      sendList(Set((0..<issuerCount).filter { places >> $0 & 1 == 1 }))
    }
  }

  /// In peace every issuer can be put in force again.
  mutating func restoreIssuers() {
    guard satellite.outcome == .ready, clock.shown != nil,
      satellite.floors.issuedAtSeconds < clock.trueSeconds
    else { return }
    let operationCount = satellite.medium.counters.faultCount
    let refusal = sendList(Set(0..<issuerCount))
    let hasFailed =
      satellite.medium.counters.faultCount != operationCount
      || oracle.damage.isBroken
    guard let refusal, !hasFailed, clock.isTruthful else { return }
    violate(.notReady, "a list of issuers is refused: \(refusal.name)")
  }

  // MARK: Commands

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
    deliver(
      sign(
        LifeCommand(version: oracle.commands.nextVersion(), tokens: tokens)))
    if let fresh, !isOver, !satellite.medium.isOff { present(fresh) }
  }

  @discardableResult
  private mutating func sendList(
    _ issuers: Set<Int>
  ) -> OperatorRefusal.Reason? {
    deliver(
      sign(
        LifeCommand(
          version: oracle.commands.nextVersion(), issuers: issuers)))
  }

  private mutating func sign(_ command: LifeCommand) -> LifeCommand {
    var command = command
    let content: OperatorContent =
      command.tokens.isEmpty
      ? .issuers(
        command.issuers.sorted().map { LifeParties.all[$0].publicKey })
      : .revocation(
        command.tokens.map {
          RevokedToken(
            issuer: LifeParties.all[$0.issuer].publicKey,
            tokenID: LifeGround.tokenID($0.id),
            expiresAtSeconds: $0.expiresAtSeconds)
        })
    do throws(GroundError) {
      command.message = try OperatorSigning.sign(
        content, for: satellite.sizes.profile.satellite,
        version: command.version, signedAtSeconds: clock.trueSeconds,
        key: LifeParties.all[LifeParties.operations].key)
    } catch {
      preconditionFailure("a command can be signed: \(error)")
    }
    command.signedAtSeconds = clock.trueSeconds
    pastCommands.append(command)
    return command
  }

  @discardableResult
  private mutating func deliver(
    _ command: LifeCommand
  ) -> OperatorRefusal.Reason? {
    lookAtClock()
    let floors = satellite.floors
    let refusal = satellite.command(command.message, now: clock.shown)
    let hasFailed = takeFaults()
    if refusal == nil { report.commandCount += 1 }
    tell(
      "command \(command.version), \(command.tokens.map(\.name)) "
        + "\(command.issuers.sorted()): "
        + (refusal.map { "\($0.name)" } ?? "acknowledged"))
    if command.tokens.isEmpty {
      oracle.commands.takeList(
        command.issuers, version: command.version, isTaken: refusal == nil)
    } else {
      oracle.take(
        revocationOf: command.tokens, isTaken: refusal == nil,
        mayBeWritten: refusal == .revocationNotKept,
        recoveryCount: satellite.watch.recoveryCount)
    }
    if let lo = clock.shown?.loSeconds {
      oracle.floors.takeDecision(
        loSeconds: max(lo, floors.timeMarkSeconds),
        isAccepted: refusal == nil && !command.tokens.isEmpty)
    }
    judgeFloors(nil, hasFailed: hasFailed)
    judgeIssuers()
    if refusal == nil, command.signedAtSeconds <= floors.issuedAtSeconds {
      violate(
        .acceptedDisabled, "command \(command.version) has come back")
    }
    return refusal
  }

  // MARK: Judging

  /// A list that was acknowledged is in force, or a newer one; or, after a loss
  /// that may have taken it, nobody is.
  mutating func judgeIssuers(afterLossOfControl: Bool = false) {
    guard satellite.outcome == .ready, !satellite.medium.isOff else { return }
    let version = satellite.listVersion
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
