// SPDX-License-Identifier: Apache-2.0

import CScrapVerifier
import ScrapIntegers
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// The one set of types behind the C interface.
typealias PortJournal = Journal<PortRegion, NoAnchor>
typealias PortStore = ReplayStore<PortJournal>
typealias PortSpeaker =
  Target<PortJournal, SingleTask, PortEntropy, FixedPlan>
typealias PortTarget =
  TimedTarget<PortJournal, SingleTask, PortEntropy, FixedPlan>

/// A context's memory, which is the caller's: head, store and target, one after
/// another.
@safe
struct Context {
  /// What a context is known by while it is one.
  private static let magic: UInt64 = 0x5343_5241_5056_3101

  let start: UnsafeMutableRawPointer

  private static func aligned(_ offset: Int) -> Int { (offset + 15) & ~15 }

  private static var storeOffset: Int { aligned(MemoryLayout<Head>.size) }
  private static var targetOffset: Int {
    aligned(storeOffset + MemoryLayout<PortStore>.size)
  }
  /// Bytes that a context takes, and 8 for its alignment.
  static var byteCount: Int {
    targetOffset + MemoryLayout<PortTarget>.size + 8
  }

  /// The memory of a context, whatever it holds.
  init(memory: UnsafeMutablePointer<scrap_verifier>) {
    let raw = UnsafeMutableRawPointer(memory)
    // The memory is aligned to 8 bytes; 8 more are set aside.
    unsafe start = raw + Int(bitPattern: raw) % 16
  }

  /// A context that init has made; nil for other memory.
  init?(_ memory: UnsafeMutablePointer<scrap_verifier>?) {
    guard let memory = unsafe memory else { return nil }
    unsafe self.init(memory: memory)
    guard unsafe head.pointee.magic == Self.magic else { return nil }
  }

  // Inside the memory, by the offsets above.
  var head: UnsafeMutablePointer<Head> {
    unsafe start.assumingMemoryBound(to: Head.self)
  }
  var store: UnsafeMutablePointer<PortStore> {
    unsafe (start + Self.storeOffset).assumingMemoryBound(to: PortStore.self)
  }
  var target: UnsafeMutablePointer<PortTarget> {
    unsafe (start + Self.targetOffset)
      .assumingMemoryBound(to: PortTarget.self)
  }
  var work: UnsafeMutableRawBufferPointer {
    // The caller's, for this context alone.
    unsafe UnsafeMutableRawBufferPointer(
      start: config.pointee.work_memory,
      count: Int(config.pointee.work_byte_count))
  }
  var config: UnsafePointer<scrap_verifier_config> {
    // The configuration stands first in the head.
    unsafe UnsafePointer(
      start.assumingMemoryBound(to: scrap_verifier_config.self))
  }

  /// From here on it is a context, or is none any more.
  func setLive(_ isLive: Bool) {
    unsafe head.pointee.magic = isLive ? Self.magic : 0
  }

  /// Runs `body` alone.
  func locked<Result>(_ body: () -> Result) -> Result {
    let lock = unsafe head.pointee.config.lock
    let port = unsafe head.pointee.config.port_context
    if let lock = unsafe lock { unsafe lock(port, 1) }
    let result = body()
    if let lock = unsafe lock { unsafe lock(port, 0) }
    return result
  }

  /// Tells what happened; not under the lock.
  func tell(
    _ kind: UInt32, _ status: Int32,
    _ decision: UnsafePointer<scrap_decision>? = nil
  ) {
    guard let port = unsafe head.pointee.config.event else { return }
    var event = unsafe scrap_event(
      kind: kind, status: status, decision: decision)
    unsafe port(head.pointee.config.port_context, &event)
  }
}

/// What a context keeps besides store and target.
struct Head: BitwiseCopyable {
  var config: scrap_verifier_config
  var magic: UInt64
  var entryCapacity: UInt32
  var ledgerCapacity: UInt32
  var noOpCount: UInt32
  var lastReason: UInt32
  var clock: ClockWord
}
