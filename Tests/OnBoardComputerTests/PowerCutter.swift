// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Kills a satellite after a while, whatever it is doing.
final class PowerCutter: Sendable {
  private let hasCut = Atomic(false)
  private let isDone = DispatchSemaphore(value: 0)

  init(_ craft: Craft, afterMicroseconds: UInt32) {
    let identifier = craft.process?.processIdentifier ?? 0
    precondition(identifier > 0, "there is a process")
    Thread.detachNewThread { [self] in
      usleep(afterMicroseconds)
      kill(identifier, SIGKILL)
      hasCut.store(true, ordering: .sequentiallyConsistent)
      isDone.signal()
    }
  }

  var isCut: Bool { hasCut.load(ordering: .sequentiallyConsistent) }

  func join() { isDone.wait() }
}
