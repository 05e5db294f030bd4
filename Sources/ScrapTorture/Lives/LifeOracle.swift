// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import ScrapVerifier

/// What a satellite must have answered: a plain set of accepted tokens, and the
/// rules, written down a second time.
struct LifeOracle {
  let sizes: LifeSizes
  /// Every token that was ever accepted, through loss and formatting.
  private var accepted: Set<UInt64> = []
  /// Tokens that the store may know.
  var marks: [LifeTokenName: LifeMark] = [:]
  /// Marks of stores that were formatted since. A copy that still holds such a
  /// store is a loss; once that is forgiven, its records count again.
  private var formerMarks: [LifeTokenName: LifeMark] = [:]
  var damage = LifeDamage()
  var floors = LifeFloors()
  /// What the operator has sent.
  var commands: LifeOperator
  /// The store has every accepted mark: no loss was forgiven.
  private var isComplete = true
  /// Marks were written once more while records could not be read.
  private var mayLackDigests = false
  /// A mark that was written once more does not tell its chain's root: where
  /// its first record cannot be read, it counts under none.
  private var hasScrubbed = false
  /// Slots of the ring passed since formatting, at most.
  private var passedSlotCount = 0

  /// A copy that lies all its life.
  private let lyingCopy: Int?

  init(sizes: LifeSizes, lyingCopy: Int?) {
    self.sizes = sizes
    self.lyingCopy = lyingCopy
    commands = LifeOperator(issuerCount: sizes.profile.issuerCount)
    damage.heal(lyingCopy: lyingCopy)
  }

  /// The first token of it that was accepted before.
  func acceptedToken(of presentation: LifePresentation) -> LifeToken? {
    presentation.tokens.first { accepted.contains($0.number) }
  }

  // MARK: What happens

  /// The store was formatted; its floor speaks for everything before.
  mutating func takeFormat(floorSeconds: UInt64, isDone: Bool) {
    if isDone {
      formerMarks.merge(marks) { _, newer in newer }
      marks = [:]
      isComplete = true
      hasScrubbed = false
      passedSlotCount = 0
      damage.heal(lyingCopy: lyingCopy)
      commands.forget()
    } else {
      // The old store may be there, or none, or the new one.
      isComplete = false
      damage.isTorn = true
      damage.isBlanked = true
      commands.forget()
    }
    floors.takeFormat(floorSeconds: floorSeconds, isDone: isDone)
  }

  /// Floor G was raised by the ground.
  mutating func takeRaise(toSeconds: UInt64, afterLoss: Bool, isDone: Bool) {
    floors.takeRaise(
      toSeconds: toSeconds, afterLoss: afterLoss, isDone: isDone)
    if isDone { damage.hasVanished = false }
    if afterLoss {
      isComplete = false
      passedSlotCount += Int(sizes.layout.slotsPerSegment)
      takeFormerMarks()
      commands.takeLoss()
    }
  }

  /// Those of an earlier store may be there, anywhere in the ring.
  private mutating func takeFormerMarks() {
    for (name, former) in formerMarks where marks[name] == nil {
      var mark = former
      mark.acceptedUntilSeconds = nil
      mark.isUncertain = true
      mark.passedSlotCount = -Int(sizes.layout.markCapacity)
      marks[name] = mark
    }
  }

  /// The store stands where it stood before its first mark: it knows none but
  /// those of interrupted writes, whose cells may read whole again.
  mutating func takeOldImage() {
    accepted = []
    commands.forget()
    isComplete = true
    marks = marks.filter { $0.value.isUncertain }
    for name in marks.keys { marks[name]?.acceptedUntilSeconds = nil }
  }

  /// Marks may have been written once more.
  mutating func takeScrub(stepCount: Int, hasFailed: Bool) {
    passedSlotCount += 12 * stepCount
    if hasFailed { mayLackDigests = true }
    hasScrubbed = true
  }

  mutating func takeRestart() { passedSlotCount += 12 }

  /// Bits flipped at rest: a blank slot with one is stepped over, with its
  /// three neighbours.
  mutating func takeFlips(_ count: Int, inCopy copy: Int) {
    damage.suspect(copy)
    passedSlotCount += 4 * count
  }

  /// The answer to a presentation, with what the journal said of its append.
  mutating func take(
    _ presentation: LifePresentation, isAccepted: Bool,
    append: Result<UInt32, JournalError>?, recoveryCount: Int
  ) {
    passedSlotCount += presentation.tokens.count + 3
    var isUncertain = false
    switch append {
    case .failure(let error):
      passedSlotCount += 12
      isUncertain = error == .uncertain
    // Written, and then a loss was found: nobody was told.
    case .success: isUncertain = !isAccepted
    case nil: break
    }
    if isAccepted { damage.hasVanished = false }
    guard isAccepted || isUncertain else { return }
    for token in presentation.tokens {
      var mark = marks[token.name] ?? LifeMark(recoveryCount: recoveryCount)
      if isAccepted {
        accepted.insert(token.number)
        mark.acceptedUntilSeconds = max(
          mark.acceptedUntilSeconds ?? 0, token.expiresAtSeconds)
      }
      mark.isUncertain = mark.isUncertain || isUncertain
      mark.presentations.append(presentation.number)
      if !mark.expiresAtSeconds.contains(token.expiresAtSeconds) {
        mark.expiresAtSeconds.append(token.expiresAtSeconds)
      }
      let root = LifeRoot(of: presentation)
      if !mark.roots.contains(root) { mark.roots.append(root) }
      mark.passedSlotCount = passedSlotCount
      marks[token.name] = mark
    }
  }

  /// Tokens that were to be revoked, with what the journal said.
  mutating func take(
    revocationOf tokens: [LifeToken], isTaken: Bool, mayBeWritten: Bool,
    recoveryCount: Int
  ) {
    passedSlotCount += tokens.count + 12
    for token in tokens where isTaken || mayBeWritten {
      commands.takeRevocation(of: token, isTaken: isTaken)
      var mark = marks[token.name] ?? LifeMark(recoveryCount: recoveryCount)
      if isTaken {
        mark.acceptedUntilSeconds = max(
          mark.acceptedUntilSeconds ?? 0, token.expiresAtSeconds)
      }
      mark.isUncertain = mark.isUncertain || !isTaken
      if !mark.expiresAtSeconds.contains(token.expiresAtSeconds) {
        mark.expiresAtSeconds.append(token.expiresAtSeconds)
      }
      // It counts among the revoked now, or may.
      mark.roots = []
      // A record that was there before holds its segment as long as it lives.
      if marks[token.name] == nil { mark.passedSlotCount = passedSlotCount }
      marks[token.name] = mark
    }
  }

  // MARK: Step 12

  /// What the store may answer to a chain that is in order.
  func expectationOfStore(
    _ presentation: LifePresentation, _ sight: LifeSight, lo: UInt64,
    hi: UInt64
  ) -> LifeExpectation {
    if hi - lo > UInt64(UInt16.max) || hi > UInt64(UInt32.max) {
      return .refusal(.storeUnavailable)
    }
    let known = presentation.tokens.compactMap { marks[$0.name] }
    let isRepeated =
      presentation.isRequest
      && marks[presentation.leaf.name]?.presentations.contains(
        presentation.number) == true
    let floor = sight.floors.expiresAtSeconds
    if presentation.tokens.contains(where: {
      commands.isRevoked($0.name, expiryFloorSeconds: floor)
    }) {
      return .refusal(.revoked, .acceptedRevoked)
    }
    var expectation = LifeExpectation(mayAccept: true)
    if presentation.tokens.contains(where: {
      commands.touched.contains($0.name)
    }) {
      expectation.reasons.append(.revoked)
    }
    let mayBeRevoked = expectation.reasons
    if known.contains(where: { $0.isUsed(expiryFloorSeconds: floor) }) {
      expectation = expectationOfUsed(presentation, isRepeated: isRepeated)
      expectation.reasons += mayBeRevoked
      // After a loss, another token under a lost id is a new one.
      if isComplete || acceptedToken(of: presentation) != nil {
        return expectation
      }
      expectation.mayAccept = true
    }
    for token in presentation.tokens {
      guard let mark = marks[token.name] else { continue }
      // A failed append may be found after a restart; until then the token may
      // be presented again, but not another one under its id.
      if mark.recoveryCount < sight.recoveryCount
        || mark.expiresAtSeconds != [token.expiresAtSeconds]
      {
        expectation.reasons.append(.replayed)
        if isRepeated { expectation.reasons.append(.alreadyAccepted) }
      }
    }
    takeRoom(for: presentation, lo: lo, into: &expectation)
    return expectation
  }

  /// Where there may be no room, and where there is none for certain.
  private func takeRoom(
    for presentation: LifePresentation, lo: UInt64,
    into expectation: inout LifeExpectation
  ) {
    let live = marks.values.filter { UInt64($0.latestExpirySeconds) >= lo }
    let certain = live.filter {
      isComplete && UInt64($0.acceptedUntilSeconds ?? 0) >= lo
    }
    let needed = presentation.tokens.count {
      UInt64(marks[$0.name]?.latestExpirySeconds ?? 0) < lo
    }
    let share =
      presentation.tokens.count > 1 ? Int(sizes.quota.directShareCount) : 0
    let room = Int(sizes.entryCapacity) - share
    let rootRoom = Int(sizes.quota.rootSubjectCountMax)
    let root = LifeRoot(of: presentation)
    // Subjects may be counted together, never too low.
    if live.count + needed > min(room, rootRoom) || isRingFull(live) {
      expectation.reasons.append(.cacheFull)
    }
    let mayLackRoots = hasScrubbed && damage.hasSuspect
    let ofRoot = mayLackRoots ? 0 : certain.count { $0.roots == [root] }
    if certain.count + needed > room || ofRoot + needed > rootRoom {
      expectation.mayAccept = false
    }
  }

  private func expectationOfUsed(
    _ presentation: LifePresentation, isRepeated: Bool
  ) -> LifeExpectation {
    var expectation = LifeExpectation.refusal(.replayed, .acceptedTwice)
    guard isRepeated, let leaf = marks[presentation.leaf.name] else {
      return expectation
    }
    expectation.reasons = [.alreadyAccepted]
    if leaf.presentations.count > 1 || damage.mayLose || !isComplete
      || mayLackDigests
    {
      expectation.reasons.append(.replayed)
    }
    return expectation
  }

  /// Whether a live mark may lie in the segment that would have to go.
  private func isRingFull(_ live: [LifeMark]) -> Bool {
    let layout = sizes.layout
    // Broken sectors are passed over: nobody counts how short it is then.
    let kept =
      damage.isBroken
      ? 0 : (Int(layout.segmentCount) - 2) * Int(layout.slotsPerSegment - 1)
    return live.contains { passedSlotCount - $0.passedSlotCount >= kept }
  }

  /// Whether a mark that was not found at one start, be it of a failed write or
  /// lost, may be found at another when its room is taken; or floor E be gone,
  /// so that one that had expired is live again.
  var mayOverflow: Bool {
    guard damage.isWeak || damage.hasSuspect else { return false }
    return !isComplete || damage.mayLose
      || marks.values.contains { $0.isUncertain }
  }

  /// Whether two buckets of the index may be full though the index is not.
  func mayBucketsBeFull(_ sight: LifeSight, tokenCount: Int) -> Bool {
    sizes.entryCapacity > 8 && sight.entryCount + tokenCount > 16
  }
}
