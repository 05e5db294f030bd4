// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapJournal
import ScrapVerifier
import ScrapWire

/// A satellite that trusts one issuer, over a prefilled store.
final class BenchSatellite {
  typealias Decision = Verifier<Journal<BenchRegion>, SingleTask>
  let verifier: Decision
  let store: BenchStore
  private let record: UnsafeMutableBufferPointer<UInt8>

  init(
    issuer: PublicKey, identity: PublicKey, entryCount: Int, spare: Int
  ) throws {
    let bytes = Self.profileRecord(issuer: issuer, identity: identity)
    record = .allocate(capacity: bytes.count)
    _ = record.initialize(from: bytes)
    store = try BenchStore(
      entryCount: entryCount, spare: spare, now: BenchTokens.nowSeconds)
    verifier = Verifier(
      profile: try Profile(record: UnsafeBufferPointer(record)),
      store: store.store, lock: SingleTask())
  }

  deinit { record.deallocate() }

  private static func profileRecord(
    issuer: PublicKey, identity: PublicKey
  ) -> [UInt8] {
    let count = ProfileLayout.byteCount(subjectCount: 0)
    var bytes = [UInt8](repeating: 0, count: count)
    var writer = ByteWriter(bytes.mutableSpan)
    do throws(WriteError) {
      try writer.append(Array("SCRAPPRF".utf8).span)
      try writer.append(integer: 1, byteCount: 2)
      try writer.append(integer: UInt64(count), byteCount: 4)
      try writer.append(3)
      try writer.append(30)
      try writer.append(integer: 604_800, byteCount: 4)
      try writer.append(integer: 10_000, byteCount: 4)
      try writer.append(integer: 0, byteCount: 8)
      try writer.append(UInt8(BenchTokens.satelliteID.count))
      try writer.append(BenchTokens.satelliteID.span)
      let zeros = [UInt8](repeating: 0, count: 99)
      try writer.append(
        zeros.span.extracting(0..<64 - BenchTokens.satelliteID.count))
      try writer.append(identity.span)
      try writer.append(1)
      try writer.append(issuer.span)
      try writer.append(zeros.span)
      try writer.append(0)
      try writer.append(zeros.span)
      try writer.append(zeros.span.extracting(0..<37))
      try writer.append(TaggedHash.hash(.profile, writer.bytes).span)
    } catch {
      preconditionFailure("a profile record has its own size")
    }
    return bytes
  }
}
