// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapJournal
import ScrapVerifier

/// A satellite that trusts one issuer, over a prefilled store.
final class BenchSatellite {
  typealias Decision = Verifier<Journal<BenchRegion, NoAnchor>, SingleTask>
  let verifier: Decision
  let store: BenchStore
  private let record: ProfileRecord

  init(
    issuer: BenchParty, identity: BenchParty, entryCount: Int, spare: Int
  ) throws {
    record = try ProfileRecord(
      packing: SatelliteProfile(
        satelliteID: BenchTokens.satelliteID,
        identityKey: identity.publicKey, issuers: [issuer.publicKey]))
    store = try BenchStore(
      capacity: entryCount + spare, ringCapacity: entryCount + spare)
    try store.fill(entryCount: entryCount, now: BenchTokens.nowSeconds)
    verifier = Verifier(
      profile: try record.profile(place: "the benchmark's profile"),
      store: store.store, lock: SingleTask())
  }
}
