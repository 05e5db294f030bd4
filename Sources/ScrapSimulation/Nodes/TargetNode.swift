// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapGround
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire
import SimulatedNVM

/// A target: the real `TimedTarget` over the real store and journal, on a
/// medium in memory that loses power on demand.
final class TargetNode {
  typealias TargetJournal = Journal<MemoryRegion, NoAnchor>
  typealias Store = ReplayStore<TargetJournal>
  typealias Satellite = TimedTarget<
    TargetJournal, SingleTask, SeededEntropy, FixedPlan
  >

  static let ledgerCapacity: UInt32 = 1_000
  /// Messages that wait for the processor; more are lost.
  static let inboxCountMax = 64
  /// Tasks whose proofs are kept for a commander who did not get his.
  static let taskCountMax = 64

  let model: ScenarioTarget
  let medium: MemoryMedium
  let layout: JournalLayout
  /// What the ground has written down of it.
  var profile: SatelliteProfile
  private let party: Party
  private let record: ProfileRecord
  private let seed: UInt64
  private let startSeconds: UInt64
  private let store: UnsafeMutablePointer<Store>
  private let memory: UnsafeMutableRawBufferPointer
  private let work: UnsafeMutableRawBufferPointer
  private var satellite: Satellite?
  var clocks: [SimulatedClock]
  private(set) var startCount = 0
  private var startedAt: UInt64 = 0
  /// Whether a message is being decided on: then programs are its marks.
  private(set) var isDeciding = false

  // MARK: Working memory, gone with power

  var inbox: [(envelope: Envelope, arrivedAt: UInt64)] = []
  var reception: Reception?
  var tasks: [RunningTask] = []

  /// Makes a target with a formatted store, switched off.
  init(
    _ model: ScenarioTarget, ground: Ground, startSeconds: UInt64, seed: UInt64
  ) throws(GroundError) {
    guard let layout = JournalLayout(geometry: model.medium.geometry) else {
      throw .wrongValue(
        place: "targets", expected: "a medium that holds a journal",
        found: model.medium.name)
    }
    self.model = model
    self.layout = layout
    self.seed = seed
    self.startSeconds = startSeconds
    party = ground.party(model.id)
    profile = Self.profile(model, ground, startSeconds)
    record = try ProfileRecord(packing: profile)
    medium = MemoryMedium(model.medium)
    medium.seed(seed)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: model.entryCapacity,
        ledgerCapacity: Self.ledgerCapacity),
      alignment: 64)
    work = .allocate(
      byteCount: TargetJournal.workByteCount(for: layout), alignment: 16)
    store = .allocate(capacity: 1)
    clocks = model.clocks.enumerated().map { index, clock in
      SimulatedClock(clock, seed: seed &+ UInt64(index) &* 0x9e37)
    }
    try format()
  }

  deinit {
    switchOff()
    store.deallocate()
    memory.deallocate()
    work.deallocate()
  }

  private static func profile(
    _ model: ScenarioTarget, _ ground: Ground, _ startSeconds: UInt64
  ) -> SatelliteProfile {
    var limits = ProfileLimits(maxChainDepth: model.chainDepthMax)
    limits.replayCapacity = model.entryCapacity
    limits.replayRootSubjectPercent = model.rootSubjectPercent
    limits.earliestTimeSeconds = startSeconds - 86_400
    return SatelliteProfile(
      satelliteID: model.id, identityKey: ground.party(model.id).publicKey,
      issuers: ground.issuers.map(\.publicKey),
      operationsKeys: [ground.operations.publicKey], limits: limits)
  }

  private func format() throws(GroundError) {
    var journal = makeJournal()
    do throws(JournalError) {
      try journal.format(
        storeID: seed, issuedAfterSeconds: 0,
        entryCapacity: model.entryCapacity,
        ledgerCapacity: Self.ledgerCapacity)
    } catch {
      throw .wrongValue(
        place: "targets", expected: "a store that can be formatted",
        found: "\(error)")
    }
  }

  private func makeJournal() -> TargetJournal {
    TargetJournal(
      copyA: medium.region(0), copyB: medium.region(1), layout: layout,
      work: work)
  }

  // MARK: Power

  var isOn: Bool { satellite != nil }

  /// Power on, and recovery.
  func switchOn(at now: UInt64) throws(GroundError) -> RecoveryOutcome {
    switchOff()
    medium.restorePower()
    startCount += 1
    startedAt = now
    store.initialize(
      to: Store(
        journal: makeJournal(), memory: memory,
        entryCapacity: model.entryCapacity,
        ledgerCapacity: Self.ledgerCapacity,
        quota: profile.limits.quota(entryCapacity: model.entryCapacity),
        seed: (UInt64(startCount), seed)))
    let outcome = store.pointee.recover()
    satellite = try makeSatellite()
    return outcome
  }

  private func makeSatellite() throws(GroundError) -> Satellite {
    var entropy = SeededEntropy(seed: seed &+ UInt64(startCount) << 32)
    guard let blinding = entropy.next(),
      let secret = DeviceSecret(
        SHA256.hash(Array("device of \(model.id), \(seed)".utf8).span).span),
      let arbiter = ClockArbiter(
        policy: ClockPolicy(earliestSeconds: startSeconds - 86_400))
    else { preconditionFailure("constants are in range") }
    let plan = FixedPlan(
      ExecutionPlan(
        estimatedDurationSeconds: UInt32(model.taskMilliseconds / 1_000)))
    do throws(TargetError) {
      return Satellite(
        target: try Target(
          verifier: Verifier(
            profile: profileView(), store: store, lock: SingleTask()),
          executorKey: party.executorKey(blinding: blinding),
          deviceSecret: secret, planner: plan, entropy: entropy),
        clock: arbiter)
    } catch {
      preconditionFailure("the profile names this key")
    }
  }

  private func profileView() -> Profile {
    do throws(GroundError) {
      return try record.profile(place: model.id)
    } catch { preconditionFailure("the record was packed here") }
  }

  /// Everything in working memory is gone.
  func switchOff() {
    guard satellite != nil else { return }
    satellite = nil
    store.deinitialize(count: 1)
    inbox = []
    reception = nil
    tasks = []
  }

  // MARK: Time

  /// The monotonic counter: it begins anew at each start and runs at its own
  /// rate.
  func counter(at now: UInt64) -> UInt64 {
    let elapsed = Int64(now - startedAt)
    let drift =
      elapsed / 1_000_000 * Int64(model.driftPartsPerMillion)
    return UInt64(1_000_000_000 + elapsed + drift)
  }

  private func trueNanoseconds(_ now: UInt64) -> Int64 {
    Int64(startSeconds) * 1_000_000_000 + Int64(now)
  }

  private func readClocks(at now: UInt64) {
    for index in clocks.indices {
      let reading = clocks[index].read(
        trueNanoseconds: trueNanoseconds(now),
        counterNanoseconds: counter(at: now))
      satellite?.feed(reading, of: clocks[index].name)
    }
  }

  /// Looks after time, and after the store if `isScrubbing`; nil if power is
  /// off, or went meanwhile.
  func tick(at now: UInt64, isScrubbing: Bool) -> ClockDecision? {
    readClocks(at: now)
    return satellite?.tick(
      counterNanoseconds: counter(at: now), bucketCount: isScrubbing ? 8 : 0
    ).clock
  }

  /// Whether an interval leaves the true time out.
  func isFalse(_ interval: ClockInterval, at now: UInt64) -> Bool {
    let truth = trueNanoseconds(now)
    return truth < interval.loNanoseconds || truth > interval.hiNanoseconds
  }

  // MARK: Messages

  /// Decides on a message; power may be gone afterwards, then nobody learns
  /// what was decided.
  func decide(
    on envelope: Envelope, arrivedAt: UInt64, now: UInt64
  ) -> Reception? {
    readClocks(at: now)
    isDeciding = true
    defer { isDeciding = false }
    var storage = [UInt8](
      repeating: 0,
      count: Target<
        TargetJournal, SingleTask, SeededEntropy, FixedPlan
      >.replyByteCountMax)
    var result: Reception.Result?
    var count = 0
    do {
      let output = storage.mutableSpan
      var writer = ByteWriter(output)
      if let event = satellite?.receive(
        envelope.bytes.span, counterNanoseconds: counter(at: now),
        reply: &writer)
      {
        result = Self.result(event)
        count = writer.count
      }
    }
    guard let result, !medium.isOff else { return nil }
    return Reception(
      envelope: envelope, arrivedAt: arrivedAt, result: result,
      reply: Array(storage[..<count]))
  }

  private static func result(
    _ event: consuming TargetEvent
  ) -> Reception.Result {
    switch consume event {
    case .granted(let grant):
      guard let task = grant.signedTask else {
        preconditionFailure("only whole requests are sent")
      }
      return .granted(task.digest, grant.tokenID)
    case .refused(let refusal): return .refused(refusal)
    case .bound(let tokenID): return .bound(tokenID)
    case .bindingRefused: return .other("binding refused", isGood: false)
    case .clockSet: return .other("clock set by the operator", isGood: true)
    case .clockRefused: return .other("clock reading refused", isGood: false)
    case .operatorTaken: return .commanded(nil)
    case .statusTold: return .statusTold
    case .operatorRefused(let refusal): return .commanded(refusal.reason)
    case .ignored: return .other("ignored", isGood: false)
    }
  }

  /// A challenge for the operator; nil if power is off.
  func challenge(at now: UInt64) -> [UInt8]? {
    write { (satellite: inout Satellite, writer: inout ByteWriter) in
      try? satellite.target.clockChallenge(
        counterNanoseconds: counter(at: now), into: &writer)
    }
  }

  /// The proof that a task has run; nil if it is not known any more.
  func proof(of digest: Digest, at now: UInt64) -> [UInt8]? {
    readClocks(at: now)
    let output = SHA256.hash(Array("output".utf8).span)
    return write { (satellite: inout Satellite, writer: inout ByteWriter) in
      let time = satellite.arbitrate(counterNanoseconds: counter(at: now))
      guard let time = time.trustedTime else { return }
      try? satellite.target.prove(
        task: digest, outputHash: output,
        timestampSeconds: UInt32(clamping: time.loSeconds), reply: &writer)
    }
  }

  private func write(
    _ body: (inout Satellite, inout ByteWriter) -> Void
  ) -> [UInt8]? {
    guard satellite != nil else { return nil }
    var storage = [UInt8](repeating: 0, count: 512)
    var count = 0
    do {
      let output = storage.mutableSpan
      var writer = ByteWriter(output)
      if var taken = satellite.take() {
        body(&taken, &writer)
        satellite = consume taken
      }
      count = writer.count
    }
    return count > 0 ? Array(storage[..<count]) : nil
  }

  // MARK: Telemetry

  var statistics: StoreStatistics {
    isOn ? store.pointee.statistics : StoreStatistics()
  }
}
