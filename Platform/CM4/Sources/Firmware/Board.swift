// SPDX-License-Identifier: Apache-2.0

import Boot
import CM4Drivers
import ScrapBoard
import ScrapClock
import ScrapCrypto
import ScrapIntegers
import ScrapJournal
import ScrapLink
import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// What is found at the start, and a target made of it, if all of it is good.
@safe
struct Board {
  /// Major, minor, patch.
  static var version: InlineArray<3, UInt8> { [0, 1, 0] }

  /// What was found.
  var record = BootRecord(version: Self.version)
  /// What this image may do.
  var flags = BoardFlags()
  /// What every request is refused for, unless there is a target.
  var reason: Reason = .storeUnavailable
  /// Where the card lies, if there is one.
  var card: UnsafeMutablePointer<Card>?
  /// Where the store lies, if there is one.
  var store: UnsafeMutablePointer<CardStore>?
  private var table: MasterBootRecord?
  private var provisioning: ProvisioningRecord?

  init() {
    for index in 0..<16 {
      // The field has 16 bytes.
      record.buildID[index] = unsafe boot_build_id()[index]
    }
  }

  /// Reads the card and makes the target; nil if anything about it is bad:
  /// `record` tells what, and all requests are to be refused.
  mutating func makeTarget() -> CardTarget? {
    let generator = RandomGenerator()
    if generator != nil { record.findings.insert(.generator) }
    guard findCard(), readTable(), readProvisioning(),
      let provisioning, let table
    else { return nil }
    let isLaboratory = provisioning.flags.contains(.laboratory)
    let device = provisioning.deviceSecret
    var entropy = BoardEntropy(
      generator: generator,
      fallbackSecret: isLaboratory ? device : device.extracting(0..<0))
    guard let profile = unsafe readProfile(provisioning.profile),
      let policy = ClockArbiter(
        policy: ClockPolicy(
          earliestSeconds: profile.limits.earliestTimeSeconds)),
      let blinding = entropy.next(), let seed = entropy.next(),
      let key = SecretKey(provisioning.executorSecret, entropy: blinding),
      let secret = DeviceSecret(device)
    else { return nil }
    guard makeStore(table.store, profile.limits, seed: seed),
      let store = unsafe self.store
    else {
      reason = .storeUnavailable
      return nil
    }
    do throws(TargetError) {
      // The store lies in memory that is nobody else's, for ever.
      let target = unsafe try Target(
        verifier: CardVerifier(
          profile: profile, store: store, lock: SingleTask()),
        executorKey: key, deviceSecret: secret, planner: FixedPlan(),
        entropy: entropy)
      record.findings.insert(.key)
      record.findings.insert(.serving)
      return CardTarget(target: target, clock: policy)
    } catch { return nil }
  }

  /// Arms the watchdog, if the image asks for it and there is one.
  mutating func armWatchdog() -> Watchdog? {
    guard flags.contains(.watchdog), let watchdog = Watchdog() else {
      return nil
    }
    record.findings.insert(.watchdog)
    return watchdog
  }

  private mutating func findCard() -> Bool {
    let memory = unsafe boot_card_memory()
    do throws(CardError) {
      let card = try Card.find()
      record.findings.insert(.card)
      record.cardKind = card.kind.rawValue
      record.cardSectorCount = card.sectorCount
      if card.isWriteProtected { record.findings.insert(.writeProtected) }
      guard unsafe memory.byte_count >= MemoryLayout<Card>.size,
        let start = unsafe memory.start
      else { return false }
      // Large enough, aligned, and nobody else's.
      let place = unsafe start.bindMemory(to: Card.self, capacity: 1)
      unsafe place.initialize(to: card)
      unsafe self.card = place
      return true
    } catch {
      record.cardError = error.rawValue
      return false
    }
  }

  private mutating func read(
    _ sector: UInt64, into bytes: inout InlineArray<512, UInt8>
  ) -> Bool {
    guard let card = unsafe card else { return false }
    do throws(CardError) {
      // Nobody else uses the card during the start.
      try unsafe card.pointee.read(sector, into: &bytes)
      return true
    } catch {
      record.cardError = error.rawValue
      return false
    }
  }

  private mutating func readTable() -> Bool {
    var sector = InlineArray<512, UInt8>(repeating: 0)
    guard read(0, into: &sector) else { return false }
    do throws(MasterBootRecordError) {
      table = try MasterBootRecord(
        sector: sector.span, cardSectorCount: record.cardSectorCount)
      record.findings.insert(.table)
      return true
    } catch {
      record.tableError = error.number
      return false
    }
  }

  private mutating func readProvisioning() -> Bool {
    guard let table else { return false }
    reason = .integrityFault
    let memory = unsafe boot_profile_memory()
    var sector = InlineArray<512, UInt8>(repeating: 0)
    guard read(table.profile.start, into: &sector),
      let start = unsafe memory.start
    else { return false }
    let byteCount =
      ProvisioningRecord.byteCount(firstSector: sector.span) ?? 512
    let sectorCount = min(
      min((byteCount + 511) / 512, table.profile.count),
      unsafe UInt64(memory.byte_count / 512))
    for index in 0..<sectorCount {
      guard read(table.profile.start + index, into: &sector) else {
        return false
      }
      for place in 0..<512 {
        // In bounds: no more sectors than the memory holds.
        unsafe start.storeBytes(
          of: sector[place],
          toByteOffset: Int(truncatingIfNeeded: index) * 512 + place,
          as: UInt8.self)
      }
    }
    let count = Int(truncatingIfNeeded: sectorCount) * 512
    // What was just written, and is never written again.
    let bytes = unsafe UnsafeBufferPointer(
      start: start.bindMemory(to: UInt8.self, capacity: count), count: count)
    do throws(ProvisioningError) {
      let found = unsafe try ProvisioningRecord(bytes)
      record.findings.insert(.provisioning)
      flags = found.flags
      if flags.contains(.laboratory) { record.findings.insert(.laboratory) }
      provisioning = found
      return true
    } catch {
      record.provisioningError = error.rawValue
      return false
    }
  }

  private mutating func readProfile(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Profile? {
    do throws(ProfileError) {
      let profile = unsafe try Profile(record: bytes)
      record.findings.insert(.profile)
      record.identityFingerprint = SHA256.hash(profile.identityKey).prefix(
        at: 0, byteCount: 8)
      return profile
    } catch {
      record.profileError = error.kind.rawValue
      record.profileErrorOffset = error.offset
      return nil
    }
  }

  private mutating func makeStore(
    _ partition: SectorRange, _ limits: ProfileLimits, seed: Entropy32
  ) -> Bool {
    let capacity = limits.replayCapacity
    let (memory, work) = unsafe (boot_store_memory(), boot_work_memory())
    let object = unsafe boot_object_memory()
    guard
      let layout = JournalLayout(
        geometry: CardRegion.geometry(of: partition), controlSectorCount: 4),
      unsafe CardStore.memoryByteCount(
        entryCapacity: capacity, ledgerCapacity: capacity)
        <= memory.byte_count,
      unsafe object.byte_count >= MemoryLayout<CardStore>.size,
      let card = unsafe card, let start = unsafe object.start
    else { return false }
    // Each piece of memory is large enough, and nobody else's, for ever.
    let journal = unsafe CardJournal(
      copyA: CardRegion(on: card, copyIndex: 0, of: partition),
      copyB: CardRegion(on: card, copyIndex: 1, of: partition),
      layout: layout,
      work: UnsafeMutableRawBufferPointer(
        start: work.start, count: work.byte_count))
    let place = unsafe start.bindMemory(to: CardStore.self, capacity: 1)
    let store = unsafe CardStore(
      journal: journal,
      memory: UnsafeMutableRawBufferPointer(
        start: memory.start, count: memory.byte_count),
      entryCapacity: capacity, ledgerCapacity: capacity,
      quota: limits.quota(entryCapacity: capacity),
      seed: (Self.word(seed, 0), Self.word(seed, 8)))
    unsafe place.initialize(to: store)
    unsafe self.store = place
    record.findings.insert(.store)
    unsafe recover(place)
    return true
  }

  private mutating func recover(_ store: UnsafeMutablePointer<CardStore>) {
    let start = MonotonicTimer.nanoseconds
    // Nobody else uses the store during the start.
    unsafe store.pointee.recover()
    record.recoveryMicroseconds = UInt32(
      truncatingIfNeeded: min(
        (MonotonicTimer.nanoseconds &- start) / 1000, UInt64(UInt32.max)))
    record.outcome = unsafe store.pointee.outcome
    record.journal = unsafe store.pointee.journal.report
    record.floors = unsafe store.pointee.floors
    let statistics = unsafe store.pointee.statistics
    record.entryCount = statistics.entryCount
    record.entryCapacity = statistics.entryCapacity
  }

  private static func word(_ chance: Entropy32, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in start..<start + 8 {
      word = word &<< 8 | UInt64(chance.bytes[index])
    }
    return word
  }
}
