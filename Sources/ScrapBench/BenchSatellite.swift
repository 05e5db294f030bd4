// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapJournal
import ScrapVerifier

/// A satellite that trusts one issuer, over a prefilled store.
final class BenchSatellite<Lock: ExclusiveAccess & ~Copyable> {
  typealias Decision = Verifier<Journal<BenchRegion, NoAnchor>, Lock>
  let verifier: Decision
  let store: BenchStore
  private let record: ProfileRecord

  /// - Parameters:
  ///   - profile: who it is and whom it trusts.
  ///   - lock: guards the store.
  ///   - entryCount: live entries to begin with.
  ///   - spare: marks that find room beside them.
  ///   - issuedAfterSeconds: the store's issuance floor.
  /// - Throws: if profile or store cannot be made.
  init(
    profile: SatelliteProfile, lock: consuming Lock, entryCount: Int,
    spare: Int, issuedAfterSeconds: UInt64 = 0
  ) throws {
    record = try ProfileRecord(packing: profile)
    store = try BenchStore(
      capacity: entryCount + spare, ringCapacity: entryCount + spare,
      issuedAfterSeconds: issuedAfterSeconds)
    try store.fill(entryCount: entryCount, now: BenchTokens.nowSeconds)
    verifier = Verifier(
      profile: try record.profile(place: "the benchmark's profile"),
      store: store.store, lock: lock)
  }
}
