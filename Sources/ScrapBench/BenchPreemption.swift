// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How often the kernel took the processor away from this thread: what was
/// timed meanwhile says nothing.
enum BenchPreemption {
  /// RUSAGE_THREAD, which Swift's Glibc module leaves out.
  private static let thisThread: Int32 = 1

  /// Since the thread began.
  static var count: Int {
    var usage = rusage()
    getrusage(thisThread, &usage)
    return usage.ru_nivcsw
  }
}
