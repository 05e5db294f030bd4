// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import TestSupport
import Testing

/// The profile record: checked at start and at each use (E-05, E-45).
@Suite struct ProfileTests {
  private func error(_ bytes: [UInt8]) -> ProfileError? {
    bytes.withUnsafeBufferPointer { record in
      do throws(ProfileError) {
        _ = try Profile(record: record)
        return nil
      } catch {
        return error
      }
    }
  }

  private func error(
    _ change: (inout ProfileRecord) -> Void
  ) -> ProfileError? {
    var record = ProfileRecord()
    change(&record)
    return error(record.bytes)
  }

  private var bytes: [UInt8] { ProfileRecord().bytes }

  @Test func aGoodRecordIsTakenAsItIs() throws {
    #expect(error(bytes) == nil)
    var record = ProfileRecord()
    record.limits = ProfileLimits(
      maxTokenLifetimeSeconds: 77, clockSkewSeconds: 3, maxChainDepth: 2,
      replayCapacity: 9, earliestTimeSeconds: 1 << 40)
    let packed = record.bytes
    try packed.withUnsafeBufferPointer { bytes in
      let profile = try Profile(record: bytes)
      let (limits, count) = (profile.limits, profile.subjectCount)
      #expect(limits == record.limits)
      #expect(count == 1)
    }
  }

  // E-05
  @Test func noKeyOffTheCurveIsProvisioned() {
    let bad = RecordStream.key(5)
    #expect(error { $0.identityKey = bad } == .init(.keyOffCurve, at: 97))
    #expect(error { $0.issuers = [bad] } == .init(.keyOffCurve, at: 131))
    #expect(
      error { $0.issuers.append(bad) } == .init(.keyOffCurve, at: 164))
    #expect(
      error { $0.operationsKeys = [bad] } == .init(.keyOffCurve, at: 264))
    #expect(error { $0.subjects[0].key = bad } == .init(.keyOffCurve, at: 465))
    for vector in Vectors.shared.pubkeyChecks {
      guard let key = Hex.decode(vector.hex), key.count == 33 else {
        continue
      }
      let isGood = vector.verdict.contains(", on the curve")
      #expect((error { $0.issuers = [key] } == nil) == isGood, "\(vector)")
    }
  }

  @Test func limitsOutOfRangeAreRefused() {
    let wrong = ProfileError(.wrongLimit, at: 14)
    #expect(error { $0.limits.maxTokenLifetimeSeconds = 604_801 } == wrong)
    #expect(error { $0.limits.maxTokenLifetimeSeconds = 0 } == wrong)
    #expect(error { $0.limits.clockSkewSeconds = 61 } == wrong)
    #expect(error { $0.limits.maxChainDepth = 4 } == wrong)
    #expect(error { $0.limits.replayCapacity = 0 } == wrong)
    #expect(error { $0.limits.replayRootSubjectPercent = 101 } == wrong)
    #expect(error { $0.limits.replayDirectPercent = 51 } == wrong)
    #expect(error { $0.limits.replayRootSubjectPercent = 100 } == nil)
    #expect(error { $0.limits.replayDirectPercent = 50 } == nil)
    #expect(error { $0.limits.clockSkewSeconds = 60 } == nil)
    #expect(error { $0.limits.maxChainDepth = 0 } == nil)
  }

  @Test func theQuotaIsOfTheStoresCapacity() {
    let standard = ProfileLimits().quota(entryCapacity: 1_000)
    #expect(standard == .standard(entryCapacity: 1_000))
    let limits = ProfileLimits(
      replayRootSubjectPercent: 30, replayDirectPercent: 20)
    #expect(
      limits.quota(entryCapacity: 1_000)
        == ReplayQuota(directShareCount: 200, rootSubjectCountMax: 300))
  }

  // E-30: and none that could be taken for a key.
  @Test func idsThatAreNoTextAreRefused() {
    let at = ProfileError(.wrongText, at: 32)
    #expect(error { $0.satelliteID = [] } == at)
    #expect(error { $0.satelliteID = Array("A B".utf8) } == at)
    #expect(
      error { $0.satelliteID = [UInt8](repeating: 0x41, count: 65) } == at)
    #expect(error { $0.satelliteID = TestKey.executor.publicKey } == at)
    #expect(
      error { $0.subjects[0].id = [] } == .init(.wrongText, at: 400))
  }

  @Test func countsOfKeysAreHeldToTheirLimits() {
    #expect(error { $0.issuers = [] } == .init(.wrongKeyCount, at: 130))
    let key = TestKey.commander.publicKey
    #expect(
      error { $0.issuers = Array(repeating: key, count: 5) }
        == .init(.wrongKeyCount, at: 130))
    #expect(
      error { $0.operationsKeys = Array(repeating: key, count: 5) }
        == .init(.wrongKeyCount, at: 263))
    #expect(
      error { $0.operationsKeys = Array(repeating: key, count: 4) } == nil)
  }

  @Test func theFrameIsCheckedInTheOrderOfItsBytes() {
    #expect(error(Array(bytes.dropLast()))?.kind != nil)
    #expect(error([]) == .init(.truncated, at: 0))
    let cases: [(Int, ProfileError)] = [
      (0, .init(.wrongMagic, at: 0)), (7, .init(.wrongMagic, at: 7)),
      (9, .init(.wrongFormat, at: 8)), (13, .init(.wrongByteCount, at: 10)),
      (397, .init(.wrongByteCount, at: 10)),
    ]
    for (place, expected) in cases {
      let resealed = ProfileRecord.resealed(bytes) { $0[place] ^= 1 }
      #expect(error(resealed) == expected)
    }
  }

  // E-45
  @Test func everyFlippedBitOfTheRecordIsSeenAtStart() {
    for place in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[place] ^= 1 << UInt8(bit)
        #expect(error(flipped) != nil, "byte \(place), bit \(bit)")
      }
    }
  }

  @Test func everyPrefixOfTheRecordIsRefused() {
    for count in 0..<bytes.count {
      #expect(error(Array(bytes[..<count])) != nil)
    }
  }

  @Test func aSubjectsOwnChecksumIsCheckedAtStart() {
    let resealed = ProfileRecord.resealed(bytes) { $0[498] ^= 1 }
    #expect(error(resealed) == .init(.wrongChecksum, at: 498))
  }

  // E-45: after the start a flipped bit refuses; it never trusts another.
  @Test func aBitFlippedInMemoryNeverTurnsARefusalIntoATrust() {
    let good = Draft().message
    let text = draft(id: 2) {
      $0.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
    }.message
    let forbidden = draft(id: 3) {
      $0.tokens[0].signer = .secondOperator
      $0.tokens[0].set(2, TestKey.secondOperator.publicKey)
    }.message
    let satellite = Satellite()
    // Trusted at first, and recognized from then on.
    let trusted: Set<Reason?> = [nil, .alreadyAccepted]
    var trustedCount = 0
    for place in 0..<bytes.count - 32 {
      satellite.flip(byte: place, bit: UInt8(place % 8))
      #expect(!satellite.verdict(message: forbidden).isAccept)
      let plain = satellite.verdict(message: good).reason
      let named = satellite.verdict(message: text).reason
      satellite.flip(byte: place, bit: UInt8(place % 8))
      if trusted.contains(plain) { trustedCount += 1 }
      switch place {
      case 14..<32, 398..<400: #expect(plain == .integrityFault)
      case 32..<50: #expect(plain == .wrongAudience)
      case 131..<164: #expect(plain == .invalidSignature)
      case 396..<398, 400..<502:
        #expect(named == .unknownSubject, "byte \(place)")
      default:
        #expect(trusted.contains(plain), "byte \(place)")
        #expect(trusted.contains(named), "byte \(place)")
      }
    }
    #expect(trustedCount > 400)
  }

  // E-45: nor does a flipped count lead out of the record.
  @Test func aFlippedCountOfSubjectsIsRefusedWithoutATrap() {
    let unknown = draft { $0.tokens[0].set(4, Array("NOBODY".utf8)) }.message
    for place in 396...397 {
      for bit in 0..<UInt8(8) {
        let satellite = Satellite()
        satellite.flip(byte: place, bit: bit)
        #expect(
          satellite.verdict(message: unknown).reason == .unknownSubject)
      }
    }
  }

  // E-45: an id that a flipped bit turns into a listed one gets no key.
  @Test func aFlippedIdIsNobodysId() {
    let request = draft {
      $0.tokens[0].set(4, Array("HCEYE-X14-51070".utf8))
    }
    let satellite = Satellite()
    satellite.flip(byte: 401)
    #expect(satellite.verdict(request).reason == .unknownSubject)
  }

  // E-45: a flipped bit of the own id or key makes nobody else's tokens ours.
  @Test func aFlippedOwnIdIsNobodysAudience() {
    let id = draft { $0.tokens[0].set(6, Array("RENTINEL-2C-62261".utf8)) }
    var otherKey = TestKey.executor.publicKey
    otherKey[0] ^= 1
    let key = draft(id: 2) { $0.tokens[0].set(6, otherKey) }
    for (place, request) in [(33, id), (97, key)] {
      let satellite = Satellite()
      satellite.flip(byte: place)
      #expect(satellite.verdict(request).reason == .wrongAudience)
    }
  }
}
