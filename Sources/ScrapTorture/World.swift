// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM

/// A store, what is known without it, and a clock: presents tokens, restarts,
/// and judges every answer.
///
/// After the first failure nothing more is judged.
final class World {
  let rig: Rig
  private let expected: ExpectedVerdict
  var chance: SeededChance
  /// Trusted time, Unix seconds.
  var nowSeconds: UInt64 = 100_000
  /// A call of the medium may fail just now: `unavailable` is an answer.
  var toleratesErrors = false

  var oracle = Oracle()
  private(set) var failure: Violation?
  /// The store refused because of a fault, or reported a loss.
  private(set) var hasRefused = false
  /// A gap that the documents name was met.
  private(set) var hasGap = false
  private var nextID: UInt64 = 1
  private var lastSet: MarkSet?

  /// How far ahead of the time a token may be issued. Seconds.
  static let skewSeconds: UInt64 = 30

  init(_ rig: Rig, _ expected: ExpectedVerdict, chance: SeededChance) {
    self.rig = rig
    self.expected = expected
    self.chance = chance
  }

  /// Nothing more is judged.
  var isOver: Bool { failure != nil || (hasGap && expected == .gap) }

  /// Stands where another world of the same model stands, with a judge's clean
  /// sheet and anchor; the medium is copied apart.
  func take(_ other: World) {
    rig.anchor.mark = other.rig.anchor.mark
    nowSeconds = other.nowSeconds
    oracle = other.oracle
    nextID = other.nextID
    lastSet = other.lastSet
    // It may be half written.
    if let set = lastSet { oracle.doubt(set) }
    toleratesErrors = false
    failure = nil
    hasRefused = false
    hasGap = false
  }

  func fail(_ rule: Violation.Rule, _ text: @autoclosure () -> String) {
    guard !isOver else { return }
    switch (expected, rule) {
    case (.gap, .replay), (.gap, .floor): hasGap = true
    case (.floorGap, .floor): undoFloors()
    case (.expiryFloorGap, .floor)
    where rig.floors.issuedAtSeconds >= oracle.floors.issuedAtSeconds
      && oracle.areKept(rig.messageVersions):
      undoFloors()
    default: failure = Violation(rule: rule, text: text())
    }
  }

  private func undoFloors() {
    hasGap = true
    oracle.forgetFloors()
    relyOnStore()
  }

  /// What a store says that is ready is durable.
  func relyOnStore() {
    oracle.rely(on: rig.floors)
    oracle.rely(onVersions: rig.messageVersions)
  }

  /// The store refuses because of a fault.
  func refuse(_ text: @autoclosure () -> String) {
    hasRefused = true
    if !expected.allowsRefusal, !toleratesErrors { fail(.dead, text()) }
  }

  // MARK: Tokens

  /// A chain of tokens that nobody has seen.
  func freshSet(count: Int, lifetimeSeconds: UInt64) -> MarkSet {
    var set = MarkSet(
      requestDigest: nextID &* 0x9e37_79b9, loSeconds: nowSeconds,
      hiSeconds: nowSeconds + 2)
    for _ in 0..<count {
      set.append(
        TokenMark(
          key: MarkKey(high: nextID &* 0x9e37_79b9_7f4a_7c15, low: nextID),
          ledgerKey: LedgerKey(nextID),
          issuedAtSeconds: UInt32(nowSeconds - 1),
          expiresAtSeconds: UInt32(nowSeconds + lifetimeSeconds),
          rateLimit: nil))
      nextID += 1
    }
    return set
  }

  /// One token, presented alone now.
  func setOf(_ token: TokenMark) -> MarkSet {
    var set = MarkSet(
      requestDigest: nil, loSeconds: nowSeconds, hiSeconds: nowSeconds + 2)
    set.append(token)
    return set
  }

  // MARK: Acts

  /// Presents a chain and judges the answer; nil means accepted.
  @discardableResult
  func present(_ set: MarkSet) -> ReplayRefusal.Reason? {
    let operations = rig.medium.operationCount
    lastSet = set
    guard let reason = rig.present(set) else {
      judgeAcceptance(of: set)
      return nil
    }
    judge(reason, of: set, changed: rig.medium.operationCount != operations)
    return reason
  }

  /// Presents the newest set again.
  func presentLast() {
    guard let set = lastSet else { return }
    var again = MarkSet(
      requestDigest: set.requestDigest, loSeconds: nowSeconds,
      hiSeconds: nowSeconds + 2)
    for index in 0..<set.count { again.append(set.tokens[index]) }
    present(again)
  }

  /// Raises floor G on purpose.
  func raiseIssuanceFloor(to seconds: UInt64) {
    guard !isOver else { return }
    if let error = rig.raiseIssuanceFloor(to: seconds) {
      if !rig.medium.isOff { refuse("raising G: \(error)") }
    } else if rig.outcome == .ready {
      oracle.rely(on: rig.floors)
      judgeFloors()
    }
  }

  /// Restarts and judges everything that was ever accepted.
  func restart() {
    guard !isOver else { return }
    rig.start()
    let early = freshSet(count: 1, lifetimeSeconds: 60)
    if rig.present(early) == nil {
      fail(.early, "accepted before recovery")
    }
    if rig.recover() == .capacityExceeded { outliveOverflow() }
    guard rig.outcome == .ready else {
      if rig.medium.isOff { return }
      oracle.forgetFloors()
      refuse("after a restart: \(rig.outcome)")
      judgeClosed()
      return
    }
    judgeFloors()
    judgeAccepted()
  }

  /// Cells that read otherwise at each start can bring back more live marks
  /// than there is room for. Nothing is accepted then, and the store comes back
  /// by itself as they expire, within a minute.
  private func outliveOverflow() {
    if rig.prepare(nowSeconds: nowSeconds) || rig.medium.isOff { return }
    if oracle.liveCount(atSeconds: nowSeconds - 60) <= rig.entryCapacity {
      fail(.dead, "more live marks than room, though there are fewer")
    }
    if rig.present(freshSet(count: 1, lifetimeSeconds: 60)) == nil {
      fail(.early, "accepted though \(rig.outcome)")
    }
    nowSeconds = max(nowSeconds, oracle.latestExpirySeconds) + 61
    _ = rig.prepare(nowSeconds: nowSeconds)
  }

  /// A fresh token is accepted; if the store is full, then once everything in
  /// it has expired.
  func proveLife() {
    guard !isOver, rig.outcome == .ready, !rig.medium.isOff else { return }
    nowSeconds += 1
    let first = present(freshSet(count: 1, lifetimeSeconds: 60))
    guard first == .full, !isOver else { return }
    nowSeconds = max(nowSeconds, oracle.latestExpirySeconds) + 1
    let second = present(freshSet(count: 1, lifetimeSeconds: 60))
    if second == .full { fail(.dead, "full of expired tokens") }
  }

  /// One step of a life: mostly a fresh chain.
  func step() {
    guard !isOver else { return }
    nowSeconds += 10
    switch chance.below(24) {
    case 0: raiseIssuanceFloor(to: nowSeconds - 200)
    case 1: presentLast()
    case 2: nowSeconds += 150
    case 3, 4: keepTime()
    case 5: takeMessage()
    default:
      let lifetimes: [UInt64] = [60, 60, 60, 120, 300]
      present(
        freshSet(
          count: 1 + chance.below(4),
          lifetimeSeconds: lifetimes[chance.below(lifetimes.count)]))
    }
  }

  /// What ground does about a reported loss: raise G above the present, or
  /// format with that floor. Then old tokens are refused and fresh ones are
  /// accepted.
  func returnFromLoss() {
    guard !isOver, rig.outcome != .ready, !rig.medium.isOff else { return }
    let floor = nowSeconds + Self.skewSeconds
    nowSeconds = floor + 10
    switch rig.outcome {
    case .lossDetected: raiseIssuanceFloor(to: floor)
    case .blank, .otherFormat:
      guard rig.format(storeID: chance.next(), issuedAfterSeconds: floor)
      else { return refuse("formatting failed") }
      rig.start()
      if rig.recover() != .ready { refuse("not ready after formatting") }
    case .mediumFailed, .notRecovered, .capacityExceeded, .ready: return
    }
    // What had expired may live again: floor E may have gone, too.
    if rig.outcome == .capacityExceeded { outliveOverflow() }
    guard rig.outcome == .ready else {
      return refuse("no way out: \(rig.outcome)")
    }
    if rig.floors.issuedAtSeconds < floor {
      fail(.floor, "G is \(rig.floors.issuedAtSeconds), below \(floor)")
    }
    relyOnStore()
    judgeAccepted()
    proveLife()
    restart()
  }
}
