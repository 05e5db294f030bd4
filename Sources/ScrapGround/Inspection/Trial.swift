// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// The verifier's own steps without a store: a rehearsal that marks nothing.
public final class Trial {
  private typealias Store = ReplayStore<NoJournal>

  private let profile: SatelliteProfile
  private let time: TrustedTime
  private let record: ProfileRecord
  private let memory: UnsafeMutableRawBufferPointer
  private let store: UnsafeMutablePointer<ReplayStore<NoJournal>>
  private let verifier: Verifier<NoJournal, SingleTask>

  /// Prepares a rehearsal.
  ///
  /// - Parameters:
  ///   - profile: the satellite.
  ///   - nowSeconds: trusted time, exactly. Unix seconds.
  /// - Throws: `wrongValue` for what the profile must not hold.
  public init(
    profile: SatelliteProfile, nowSeconds: UInt64
  ) throws(GroundError) {
    let record = try ProfileRecord(packing: profile)
    let checked = try record.profile(place: "profile")
    self.profile = profile
    self.time = TrustedTime(exactlySeconds: nowSeconds)
    self.record = record
    let byteCount = Store.memoryByteCount(entryCapacity: 4, ledgerCapacity: 1)
    self.memory = .allocate(byteCount: byteCount, alignment: 64)
    self.store = .allocate(capacity: 1)
    store.initialize(
      to: Store(
        journal: NoJournal(), memory: memory, entryCapacity: 4,
        ledgerCapacity: 1, seed: (0, 0)))
    store.pointee.recover()
    self.verifier = Verifier(
      profile: checked, store: store, lock: SingleTask())
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
    memory.deallocate()
  }

  /// Judges an item up to a step before the mark.
  ///
  /// A chain alone is judged as if its leaf's subject presented it.
  ///
  /// - Parameters:
  ///   - item: what is presented.
  ///   - last: the last step to judge: `commander`, or `constraints`.
  /// - Returns: the first refusal, or nil.
  public func judge(_ item: Item, upTo last: Step) -> Refusal? {
    do throws(Refusal) {
      let moment = try verifier.begin(now: time)
      switch item {
      case .request(let message):
        try judge(message: message, at: moment, upTo: last)
      case .chain(let chain):
        try judge(
          chain: chain, peer: profile.peer(presenting: item), at: moment,
          upTo: last)
      }
      return nil
    } catch {
      return error
    }
  }

  private func judge(
    message: [UInt8], at moment: Moment, upTo last: Step
  ) throws(Refusal) {
    try judge(
      UnverifiedRequest(message: message.span), peer: nil, at: moment,
      upTo: last)
  }

  private func judge(
    chain: [[UInt8]], peer: Peer?, at moment: Moment, upTo last: Step
  ) throws(Refusal) {
    let bytes = chain.flattened
    let counts = chain.map(\.count)
    try judge(
      UnverifiedRequest(chain: bytes.span, tokenByteCounts: counts.span),
      peer: peer, at: moment, upTo: last)
  }

  private func judge(
    _ request: consuming UnverifiedRequest,
    peer: Peer?,
    at moment: Moment,
    upTo last: Step
  ) throws(Refusal) {
    let admissible = try AdmissibleRequest(
      request, at: moment, under: verifier.profile)
    let authentic = try AuthenticRequest(
      admissible, under: verifier.profile, peer: peer)
    guard last.rawValue > Step.commander.rawValue else { return }
    _ = try PermittedRequest(authentic, under: verifier.profile)
  }
}
