// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapVerifier

/// A real lock, for satellites that several threads use.
public struct ThreadLock: ExclusiveAccess, Sendable {
  private let lock = NSLock()

  /// Makes a lock that nobody holds.
  public init() {}

  /// Waits for the lock.
  public borrowing func acquire() { lock.lock() }

  /// Gives the lock up.
  public borrowing func release() { lock.unlock() }
}
