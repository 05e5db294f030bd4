// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapClock
import ScrapCrypto
import ScrapIntegers
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// See the header.
@c @implementation
public func scrap_verifier_init(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ config: UnsafePointer<scrap_verifier_config>?
) -> Int32 {
  guard let memory = unsafe memory else { return SCRAP_ERROR_NULL.rawValue }
  let context = unsafe Context(memory: memory)
  guard Context.byteCount <= MemoryLayout<scrap_verifier>.size else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  context.setLive(false)
  guard let config = unsafe config else {
    return SCRAP_ERROR_CONFIG_MISSING.rawValue
  }
  do throws(Flaw) {
    try unsafe Configuration.check(config.pointee)
    try unsafe context.make(config.pointee)
  } catch { return error.status.rawValue }
  context.setLive(true)
  let status = context.recover()
  unsafe context.tell(1, status)
  return status
}

extension Context {
  /// Makes head, store and target.
  fileprivate func make(_ config: scrap_verifier_config) throws(Flaw) {
    let profile = try Configuration.profile(config)
    let checked = try Configuration(config, profile: profile)
    // The head lies inside the memory, see `head`.
    unsafe head.initialize(
      to: Head(
        config: config, magic: 0, entryCapacity: checked.entryCapacity,
        ledgerCapacity: checked.ledgerCapacity, noOpCount: 0, lastReason: 0,
        clock: ClockWord()))
    var entropy = unsafe PortEntropy(self.config)
    guard let seed = entropy.next() else {
      throw Flaw(SCRAP_ERROR_ENTROPY, "entropy")
    }
    let key = try Self.executorKey(config, &entropy)
    let secret = try Self.deviceSecret(config)
    makeStore(checked, seed)
    let verifier = unsafe Verifier<PortJournal, SingleTask>(
      profile: profile, store: store, lock: SingleTask())
    do throws(TargetError) {
      let speaker = try PortSpeaker(
        verifier: verifier, executorKey: key, deviceSecret: secret,
        planner: FixedPlan(checked.plan), entropy: entropy)
      guard let clock = ClockArbiter(policy: checked.policy) else {
        preconditionFailure("the policy was checked")
      }
      // Raw memory inside the context, see `target`.
      unsafe target.initialize(
        to: PortTarget(target: speaker, clock: clock))
    } catch {
      unsafe store.deinitialize(count: 1)
      throw Flaw(SCRAP_ERROR_CONFIG_IDENTITY, "executor_key")
    }
  }

  private static func executorKey(
    _ config: scrap_verifier_config, _ entropy: inout PortEntropy
  ) throws(Flaw) -> SecretKey {
    guard let blinding = entropy.next() else {
      throw Flaw(SCRAP_ERROR_ENTROPY, "entropy")
    }
    // The caller has 32 bytes there.
    let bytes = unsafe UnsafeBufferPointer(
      start: config.executor_key, count: 32)
    guard let key = unsafe SecretKey(bytes.span, entropy: blinding) else {
      throw Flaw(SCRAP_ERROR_CONFIG_SECRET, "executor_key")
    }
    return key
  }

  private static func deviceSecret(
    _ config: scrap_verifier_config
  ) throws(Flaw) -> DeviceSecret {
    // The caller has 32 bytes there.
    let bytes = unsafe UnsafeBufferPointer(
      start: config.device_secret, count: 32)
    guard let secret = unsafe DeviceSecret(bytes.span) else {
      throw Flaw(SCRAP_ERROR_CONFIG_SECRET, "device_secret")
    }
    return secret
  }

  fileprivate func makeJournal(_ layout: JournalLayout) -> PortJournal {
    unsafe PortJournal(
      copyA: PortRegion(config, copy: 0), copyB: PortRegion(config, copy: 1),
      layout: layout, work: work)
  }

  private func makeStore(_ checked: Configuration, _ seed: Entropy32) {
    let indexMemory = unsafe UnsafeMutableRawBufferPointer(
      start: config.pointee.index_memory,
      count: Int(config.pointee.index_byte_count))
    // Raw memory inside the context, see `store`; the index is the caller's.
    unsafe store.initialize(
      to: PortStore(
        journal: makeJournal(checked.layout), memory: indexMemory,
        entryCapacity: checked.entryCapacity,
        ledgerCapacity: checked.ledgerCapacity, quota: checked.quota,
        seed: (
          seed.bytes.span.bigEndianInteger(at: 0, byteCount: 8),
          seed.bytes.span.bigEndianInteger(at: 8, byteCount: 8)
        )))
  }

  /// Reads the store; its state as the header has it.
  fileprivate func recover() -> Int32 {
    status(of: unsafe store.pointee.recover())
  }

  /// The store's state now.
  var storeStatus: Int32 { status(of: unsafe store.pointee.outcome) }

  private func status(of outcome: RecoveryOutcome) -> Int32 {
    let status =
      switch outcome {
      case .ready: SCRAP_OK
      case .notRecovered: SCRAP_ERROR_STORE_NOT_RECOVERED
      case .blank: SCRAP_ERROR_STORE_BLANK
      case .otherFormat: SCRAP_ERROR_STORE_OTHER_FORMAT
      case .lossDetected: SCRAP_ERROR_STORE_LOSS
      case .mediumFailed: SCRAP_ERROR_MEDIUM
      case .capacityExceeded: SCRAP_ERROR_STORE_CAPACITY
      }
    return status.rawValue
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_close(
  _ memory: UnsafeMutablePointer<scrap_verifier>?
) -> Int32 {
  guard let memory = unsafe memory else { return SCRAP_ERROR_NULL.rawValue }
  guard let context = unsafe Context(memory) else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  context.setLive(false)
  unsafe context.target.deinitialize(count: 1)
  unsafe context.store.deinitialize(count: 1)
  // As long as the type says; the caller can see it, so it is done.
  unsafe UnsafeMutableRawPointer(memory).initializeMemory(
    as: UInt8.self, repeating: 0, count: MemoryLayout<scrap_verifier>.size)
  return 0
}

/// See the header.
@c @implementation
public func scrap_verifier_format(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ issuedAfterSeconds: UInt64
) -> Int32 {
  unsafe withContext(memory) { context in
    var entropy = unsafe PortEntropy(context.config)
    guard let chance = entropy.next() else {
      return SCRAP_ERROR_ENTROPY.rawValue
    }
    var journal = context.makeJournal(
      unsafe context.store.pointee.journal.layout)
    do throws(JournalError) {
      try journal.format(
        storeID: chance.bytes.span.bigEndianInteger(at: 0, byteCount: 8),
        issuedAfterSeconds: issuedAfterSeconds,
        entryCapacity: unsafe context.head.pointee.entryCapacity,
        ledgerCapacity: unsafe context.head.pointee.ledgerCapacity)
    } catch { return SCRAP_ERROR_MEDIUM.rawValue }
    return context.recover()
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_raise_issued_floor(
  _ memory: UnsafeMutablePointer<scrap_verifier>?, _ seconds: UInt64
) -> Int32 {
  unsafe withContext(memory) { context in
    do throws(JournalError) {
      try unsafe context.store.pointee.raiseIssuanceFloor(to: seconds)
      return context.storeStatus
    } catch {
      return error == .mediumFailed
        ? SCRAP_ERROR_MEDIUM.rawValue : context.storeStatus
    }
  }
}

/// Runs `body` alone with a context that is one.
func withContext(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ body: (Context) -> Int32
) -> Int32 {
  guard let memory = unsafe memory else { return SCRAP_ERROR_NULL.rawValue }
  guard let context = unsafe Context(memory) else {
    return SCRAP_ERROR_NO_CONTEXT.rawValue
  }
  return context.locked { body(context) }
}
