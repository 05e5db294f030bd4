// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapClock
import ScrapIntegers
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// A configuration that has been checked, with its defaults filled in.
struct Configuration {
  let layout: JournalLayout
  let policy: ClockPolicy
  let plan: ExecutionPlan
  let quota: ReplayQuota
  let entryCapacity: UInt32
  let ledgerCapacity: UInt32

  /// Checks everything that can be checked without calling a port.
  ///
  /// - Throws: the first field that is wrong.
  @inline(never)
  init(_ config: scrap_verifier_config, profile: borrowing Profile) throws(Flaw)
  {
    guard
      let layout = JournalLayout(
        geometry: config.geometry,
        controlSectorCount: config.control_sector_count == 0
          ? 3 : config.control_sector_count)
    else { throw Self.geometryFlaw(config) }
    self.layout = layout
    guard unsafe config.work_memory != nil else {
      throw Flaw(SCRAP_ERROR_CONFIG_WORK, "work_memory")
    }
    guard config.work_byte_count >= PortJournal.workByteCount(for: layout)
    else { throw Flaw(SCRAP_ERROR_CONFIG_WORK, "work_byte_count") }
    let limits = profile.limits
    let entries =
      config.entry_capacity == 0
      ? limits.replayCapacity : config.entry_capacity
    let ledger =
      config.ledger_capacity == 0 ? entries : config.ledger_capacity
    entryCapacity = entries
    ledgerCapacity = ledger
    quota = limits.quota(entryCapacity: entries)
    try Self.checkIndex(config, entries: entries, ledger: ledger)
    policy = try Self.policy(config, limits)
    plan = try Self.plan(config.plan)
  }

  /// Checks what stands for itself, in the order of the fields.
  @inline(never)
  static func check(_ config: scrap_verifier_config) throws(Flaw) {
    guard config.version == SCRAP_VERIFIER_VERSION else {
      throw Flaw(SCRAP_ERROR_CONFIG_VERSION, "version")
    }
    guard config.reserved == 0 else {
      throw Flaw(SCRAP_ERROR_CONFIG_VERSION, "reserved")
    }
    guard config.reserved_tail == 0 else {
      throw Flaw(SCRAP_ERROR_CONFIG_VERSION, "reserved_tail")
    }
    guard unsafe config.read != nil else { throw port("read") }
    guard unsafe config.program != nil else { throw port("program") }
    guard unsafe config.clock != nil else { throw port("clock") }
    guard unsafe config.entropy != nil else { throw port("entropy") }
    guard unsafe config.profile != nil else {
      throw Flaw(SCRAP_ERROR_CONFIG_PROFILE, "profile")
    }
    guard unsafe config.executor_key != nil else {
      throw Flaw(SCRAP_ERROR_CONFIG_SECRET, "executor_key")
    }
    guard unsafe config.device_secret != nil else {
      throw Flaw(SCRAP_ERROR_CONFIG_SECRET, "device_secret")
    }
  }

  private static func port(_ name: StaticString) -> Flaw {
    Flaw(SCRAP_ERROR_CONFIG_PORT, name)
  }

  /// The caller's record, checked; it stays where it is.
  static func profile(
    _ config: scrap_verifier_config
  ) throws(Flaw) -> Profile {
    // A record has no more than 65,535 subjects.
    guard config.profile_byte_count >= 0,
      config.profile_byte_count
        <= ProfileLayout.byteCount(subjectCount: ProfileLayout.subjectCountMax)
    else { throw Flaw(SCRAP_ERROR_CONFIG_PROFILE, "profile_byte_count") }
    do throws(ProfileError) {
      // The caller keeps so many bytes, unchanged, as long as the context.
      return try unsafe Profile(
        record: UnsafeBufferPointer(
          start: config.profile, count: Int(config.profile_byte_count)))
    } catch {
      let isShort = error.kind == .truncated || error.kind == .wrongByteCount
      throw Flaw(
        SCRAP_ERROR_CONFIG_PROFILE,
        isShort ? "profile_byte_count" : "profile")
    }
  }

  /// Which of the sizes is to blame.
  private static func geometryFlaw(_ config: scrap_verifier_config) -> Flaw {
    let unit = config.program_byte_count
    let erase = config.erase_byte_count
    let isUnit = unit >= 1 && unit <= 512
    let sectors = config.control_sector_count
    let name: StaticString =
      !isUnit
      ? "program_byte_count"
      : erase < 256 || erase > 1 &<< 24 || erase % unit != 0
        ? "erase_byte_count"
        : sectors != 0 && (sectors < 3 || sectors > 255)
          ? "control_sector_count" : "region_byte_count"
    return Flaw(SCRAP_ERROR_CONFIG_GEOMETRY, name)
  }

  private static func checkIndex(
    _ config: scrap_verifier_config, entries: UInt32, ledger: UInt32
  ) throws(Flaw) {
    guard entries <= SCRAP_VERIFIER_ENTRY_CAPACITY_MAX else {
      throw Flaw(SCRAP_ERROR_CONFIG_INDEX, "entry_capacity")
    }
    guard ledger <= SCRAP_VERIFIER_ENTRY_CAPACITY_MAX else {
      throw Flaw(SCRAP_ERROR_CONFIG_INDEX, "ledger_capacity")
    }
    guard unsafe config.index_memory != nil else {
      throw Flaw(SCRAP_ERROR_CONFIG_INDEX, "index_memory")
    }
    let needed = PortStore.memoryByteCount(
      entryCapacity: entries, ledgerCapacity: ledger)
    guard config.index_byte_count >= needed else {
      throw Flaw(SCRAP_ERROR_CONFIG_INDEX, "index_byte_count")
    }
  }

  private static func policy(
    _ config: scrap_verifier_config, _ limits: ProfileLimits
  ) throws(Flaw) -> ClockPolicy {
    var policy = ClockPolicy(earliestSeconds: limits.earliestTimeSeconds)
    if config.clock_drift_ppb != 0 {
      policy.oscillatorPartsPerBillion = config.clock_drift_ppb
    }
    if config.first_fix_jump_seconds != 0 {
      policy.firstFixJumpSecondsMax = UInt64(config.first_fix_jump_seconds)
    }
    guard policy.isPossible else {
      throw Flaw(SCRAP_ERROR_CONFIG_CLOCK, "clock_drift_ppb")
    }
    return policy
  }

  private static func plan(_ plan: scrap_plan) throws(Flaw) -> ExecutionPlan {
    guard plan.quality_estimate <= 10_000, plan.reserved == 0 else {
      throw Flaw(SCRAP_ERROR_CONFIG_VERSION, "plan")
    }
    let quality =
      plan.quality_estimate == 0 ? 10_000 : plan.quality_estimate
    return ExecutionPlan(
      amountSats: plan.amount_sats,
      expirySeconds: plan.expiry_seconds == 0 ? 3_600 : plan.expiry_seconds,
      estimatedDurationSeconds: plan.estimated_duration_seconds,
      startDelaySeconds: plan.start_delay_seconds,
      dataVolumeMegabytes: plan.data_volume_megabytes,
      qualityEstimate: UInt16(truncatingIfNeeded: quality))
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_validate(
  _ config: UnsafePointer<scrap_verifier_config>?,
  _ field: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
  unsafe field?.pointee = nil
  guard let config = unsafe config else {
    return SCRAP_ERROR_CONFIG_MISSING.rawValue
  }
  do throws(Flaw) {
    try unsafe Configuration.check(config.pointee)
    _ = try unsafe Configuration(
      config.pointee, profile: Configuration.profile(config.pointee))
    return 0
  } catch {
    unsafe field?.pointee = text(error.field)
    return error.status.rawValue
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_index_byte_count(
  _ entryCapacity: UInt32, _ ledgerCapacity: UInt32
) -> Int {
  guard entryCapacity > 0,
    entryCapacity <= SCRAP_VERIFIER_ENTRY_CAPACITY_MAX,
    ledgerCapacity <= SCRAP_VERIFIER_ENTRY_CAPACITY_MAX
  else { return 0 }
  return PortStore.memoryByteCount(
    entryCapacity: entryCapacity, ledgerCapacity: ledgerCapacity)
}

/// A static string as C has it: its bytes end with a zero and stay.
func text(_ string: StaticString) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(string.utf8Start).assumingMemoryBound(
    to: CChar.self)
}
