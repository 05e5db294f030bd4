// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire
import SimulatedNVM

/// A satellite with the real verifier, store and journal, over a medium that
/// fails on demand.
final class LifeSatellite {
  typealias Store = ReplayStore<LifePort>

  let sizes: LifeSizes
  let medium: MemoryMedium
  let watch: LifeWatch
  private let anchor: LifeAnchor
  private let store: UnsafeMutablePointer<Store>
  private var target: Target<LifePort, SingleTask, LifeEntropy, FixedPlan>
  private let memory: UnsafeMutableRawBufferPointer
  private let work: UnsafeMutableRawBufferPointer
  private var bootCount: UInt64 = 0
  /// How often whoever has the counters was told to set them to zero.
  private(set) var counterResetCount = 0

  /// Makes a satellite over a blank medium; it refuses everything.
  init(sizes: LifeSizes, hasAnchor: Bool, forgets: Bool) {
    self.sizes = sizes
    anchor = LifeAnchor(isPresent: hasAnchor)
    medium = MemoryMedium(geometry: sizes.geometry)
    watch = LifeWatch(forgets: forgets)
    memory = .allocate(
      byteCount: Store.memoryByteCount(
        entryCapacity: sizes.entryCapacity,
        ledgerCapacity: sizes.ledgerCapacity),
      alignment: 64)
    work = .allocate(
      byteCount: LifeJournal.workByteCount(for: sizes.layout), alignment: 16)
    store = .allocate(capacity: 1)
    target = Self.target(
      Verifier(
        profile: sizes.profile.view(), store: store, lock: SingleTask()))
    store.initialize(to: makeStore())
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    memory.deallocate()
    work.deallocate()
  }

  private static func target(
    _ verifier: consuming Verifier<LifePort, SingleTask>
  ) -> Target<LifePort, SingleTask, LifeEntropy, FixedPlan> {
    let secret = LifeParties.all[LifeParties.satellite].secret
    guard
      let key = SecretKey(
        secret.span, entropy: Entropy32(bytes: InlineArray(repeating: 0))),
      let device = DeviceSecret(secret.span)
    else { preconditionFailure("a party's secret is a key") }
    do throws(TargetError) {
      return try Target(
        verifier: verifier, executorKey: key, deviceSecret: device,
        planner: FixedPlan(), entropy: LifeEntropy())
    } catch {
      preconditionFailure("the key is the profile's: \(error)")
    }
  }

  private func makeJournal() -> LifeJournal {
    makeLifeJournal(
      on: medium, anchor: anchor, layout: sizes.layout, work: work)
  }

  private func makeStore() -> Store {
    bootCount += 1
    return Store(
      journal: LifePort(
        makeJournal(),
        watch: watch),
      memory: memory, entryCapacity: sizes.entryCapacity,
      ledgerCapacity: sizes.ledgerCapacity, quota: sizes.quota,
      seed: (bootCount, 0x11fe))
  }

  /// Power off and on, and recovery: everything in working memory is gone.
  func restart() {
    medium.restorePower()
    store.deinitialize(count: 1)
    store.initialize(to: makeStore())
    store.pointee.recover()
  }

  /// Formats the store on purpose; false if the medium failed. A restart must
  /// follow.
  func format(storeID: UInt64, issuedAfterSeconds: UInt64) -> Bool {
    var journal = makeJournal()
    do throws(JournalError) {
      try journal.format(
        storeID: storeID, issuedAfterSeconds: issuedAfterSeconds,
        entryCapacity: sizes.entryCapacity,
        ledgerCapacity: sizes.ledgerCapacity)
      return true
    } catch { return false }
  }

  /// Marks tokens of other days, one a second, until the ring has come so far;
  /// each has expired when the next is marked.
  ///
  /// - Returns: The time of the last one; nil if the store refused one.
  func age(toSegment segment: UInt64, fromSeconds start: UInt64) -> UInt64? {
    var seconds = start
    while currentSegment < segment {
      seconds += 1
      var set = MarkSet(
        requestDigest: nil, loSeconds: seconds, hiSeconds: seconds)
      set.append(
        TokenMark(
          key: MarkKey(high: 0, low: seconds), ledgerKey: .none,
          issuedAtSeconds: UInt32(clamping: seconds),
          expiresAtSeconds: UInt32(clamping: seconds), rateLimit: nil))
      do throws(ReplayRefusal) {
        try store.pointee.testAndMark(set)
      } catch { return nil }
    }
    return seconds
  }

  /// Raises floor G on purpose; false if the medium failed.
  func raiseIssuanceFloor(to seconds: UInt64) -> Bool {
    do throws(JournalError) {
      try store.pointee.raiseIssuanceFloor(to: seconds)
      return true
    } catch { return false }
  }

  /// One step of looking after memory and medium in idle time.
  func scrub() { _ = store.pointee.scrub(bucketCount: 2) }

  /// Keeps the time; whether that wrote a time mark. Trusted time.
  func keepTime(_ time: TrustedTime) -> Bool {
    target.verifier.keepTime(time) == .written
  }

  /// Bits of the index's memory.
  var memoryBitCount: Int { memory.count * 8 }

  /// Flips a bit of the index's memory, as radiation does.
  func flipMemory(bit: Int) { memory[bit / 8] ^= 1 << UInt8(bit % 8) }

  /// What the satellite answers to a request, if another task comes in between
  /// all other steps and the last.
  func answer(
    to request: LifePresentation, now: TrustedTime?, meanwhile: () -> Void
  ) -> Reason? {
    let bytes = request.bytes
    do throws(Refusal) {
      let moment = try target.verifier.begin(now: now)
      let permitted = try PermittedRequest(
        AuthenticRequest(
          AdmissibleRequest(
            UnverifiedRequest(message: bytes.span), at: moment,
            under: target.verifier.profile),
          under: target.verifier.profile, peer: nil),
        under: target.verifier.profile)
      meanwhile()
      _ = try target.verifier.mark(permitted)
      return nil
    } catch {
      return error.reason
    }
  }

  /// What the satellite answers; nil if it accepts.
  func answer(
    to presentation: LifePresentation, now: TrustedTime?
  ) -> Reason? {
    let bytes = presentation.bytes
    do throws(Refusal) {
      if presentation.isRequest {
        _ = try target.verifier.verify(message: bytes.span, now: now)
      } else {
        let counts = presentation.tokens.map(\.bytes.count)
        _ = try target.verifier.verify(
          chain: bytes.span, tokenByteCounts: counts.span, now: now,
          peer: LifeParties.all[presentation.presenter].peer)
      }
      return nil
    } catch {
      return error.reason
    }
  }

  /// Hands over an operator's command; whether it was acknowledged with a
  /// receipt, and why not.
  func command(
    _ message: [UInt8], now: TrustedTime?
  ) -> OperatorRefusal.Reason? {
    var buffer = [UInt8](repeating: 0, count: 512)
    var writer = ByteWriter(buffer.mutableSpan)
    switch target.receive(message.span, now: now, reply: &writer) {
    case .operatorTaken(let kind, _):
      guard writer.count > 0 else { preconditionFailure("a receipt is due") }
      if kind == .counterReset { counterResetCount += 1 }
      return nil
    case .operatorRefused(let refusal): return refusal.reason
    default: preconditionFailure("a command is taken or refused")
    }
  }

  /// The newest version of each kind of command.
  var versions: [UInt64] {
    (0..<OperatorMessageKind.count).map {
      store.pointee.messageVersion(ofKind: $0)
    }
  }

  /// Whether the loss that was found may concern control records.
  var hasLostControl: Bool {
    let ring = LossCauses.records.bits | LossCauses.segmentHeader.bits
    return report.loss.bits & ~ring != 0
  }

  /// Whether the satellite knows which issuers are in force.
  var areIssuersKnown: Bool { store.pointee.issuerSwitches?.areKnown ?? false }

  var outcome: RecoveryOutcome { store.pointee.outcome }
  /// What the last recovery found.
  var report: JournalReport { store.pointee.journal.journal.report }
  var floors: Floors { store.pointee.floors }
  var entryCount: Int { Int(store.pointee.statistics.entryCount) }
  /// The newest segment that no floor speaks for; 0 if there is none.
  var currentSegment: UInt64 {
    guard let control = store.pointee.journal.journal.controlRecord,
      control.currentSegment > control.forgivenSegment
    else { return 0 }
    return control.currentSegment
  }
}
