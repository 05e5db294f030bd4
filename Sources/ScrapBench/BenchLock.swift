// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapVerifier
import Synchronization

/// A lock for several threads: what it guards in memory takes about two
/// microseconds, so that who waits looks again and again, and lets others run
/// only if that takes long.
struct BenchLock: ExclusiveAccess, ~Copyable {
  private static let lookCount = 1_000
  /// Two cache lines of its own: processors fetch them in pairs.
  private static let byteCount = 128
  private let memory: UnsafeMutableRawPointer
  private let isHeld: UnsafeMutablePointer<Atomic<Bool>>

  init() {
    memory = .allocate(byteCount: Self.byteCount, alignment: Self.byteCount)
    isHeld = memory.initializeMemory(
      as: Atomic<Bool>.self, to: Atomic(false))
  }

  deinit { memory.deallocate() }

  borrowing func acquire() {
    var looks = 0
    while true {
      // A look first: an exchange takes the line away from who holds the lock.
      if !isHeld.pointee.load(ordering: .relaxed),
        !isHeld.pointee.exchange(true, ordering: .acquiring)
      {
        return
      }
      looks += 1
      if looks % Self.lookCount == 0 { sched_yield() }
    }
  }

  borrowing func release() {
    isHeld.pointee.store(false, ordering: .releasing)
  }
}
