// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// One piece of work in several threads that begin at the same moment.
final class ParallelRun: @unchecked Sendable {
  /// When a thread worked; written by it, read when it has ended.
  private struct Shift {
    var startNanoseconds: UInt64 = 0
    var endNanoseconds: UInt64 = 0
    var preemptionCount = 0
  }

  /// What a new thread is given.
  private final class Post {
    let run: ParallelRun
    let number: Int

    init(run: ParallelRun, number: Int) {
      self.run = run
      self.number = number
    }
  }

  /// By how much threads may begin apart.
  private static let skewNanosecondsMax: UInt64 = 10_000

  private let shifts: UnsafeMutableBufferPointer<Shift>
  private let prepare: () -> Void
  private let work: (_ thread: Int) -> Void
  private let arrivedCount = Atomic<Int>(0)
  private let mayBegin = Atomic<Bool>(false)

  /// - Parameters:
  ///   - threadCount: no more than there are processors.
  ///   - prepare: done by each thread before the common beginning.
  ///   - work: told the number of the thread.
  init(
    threadCount: Int, prepare: @escaping () -> Void,
    work: @escaping (_ thread: Int) -> Void
  ) {
    shifts = .allocate(capacity: threadCount)
    shifts.initialize(repeating: Shift())
    self.prepare = prepare
    self.work = work
  }

  deinit { shifts.deallocate() }

  /// Works once.
  ///
  /// - Returns: nanoseconds from the first beginning to the last end, and how
  ///   often a thread lost its processor, before it or within it.
  func run() -> (nanoseconds: Double, preemptionCount: Int) {
    let threads = shifts.indices.map(start)
    // Nobody waits busily on a processor that a thread needs.
    while arrivedCount.load(ordering: .acquiring) < threads.count {
      sched_yield()
    }
    mayBegin.store(true, ordering: .releasing)
    for thread in threads { pthread_join(thread, nil) }
    let starts = shifts.map(\.startNanoseconds).sorted()
    let end = shifts.map(\.endNanoseconds).max() ?? 0
    // One that lost its processor while it waited begins late.
    let isLate = starts[starts.count - 1] - starts[0] > Self.skewNanosecondsMax
    return (
      Double(end - starts[0]),
      shifts.map(\.preemptionCount).reduce(0, +) + (isLate ? 1 : 0)
    )
  }

  private func start(_ number: Int) -> pthread_t {
    var thread = pthread_t()
    let post = Unmanaged.passRetained(Post(run: self, number: number))
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let post = Unmanaged<Post>.fromOpaque(argument).takeRetainedValue()
        post.run.serve(post.number)
        return nil
      }, post.toOpaque())
    precondition(status == 0, "a thread can be made")
    return thread
  }

  private func serve(_ number: Int) {
    prepare()
    arrivedCount.add(1, ordering: .releasing)
    while !mayBegin.load(ordering: .acquiring) {}
    let preemptions = BenchPreemption.count
    shifts[number].startNanoseconds = BenchClock.nanoseconds()
    work(number)
    shifts[number].endNanoseconds = BenchClock.nanoseconds()
    shifts[number].preemptionCount = BenchPreemption.count - preemptions
  }
}
