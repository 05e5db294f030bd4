// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapTorture
import Synchronization

/// How far a run has come: on a terminal only, once a second at most.
final class Progress: Sendable {
  private let nextSecond = Mutex(1.0)
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ summary: TortureSummary) {
    guard isShown else { return }
    let seconds = summary.elapsedSeconds
    let isDue = nextSecond.withLock { next in
      guard seconds >= next else { return false }
      next = seconds + 1
      return true
    }
    guard isDue else { return }
    let total = summary.total
    write(
      "\r\u{1b}[K\(Int(seconds)) s, \(total.cutCount) cuts, "
        + "\(total.faultCount) faults, \(total.violationCount) violations")
  }

  func clear() {
    if isShown { write("\r\u{1b}[K") }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
