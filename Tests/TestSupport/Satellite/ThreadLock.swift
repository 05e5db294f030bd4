// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapVerifier

/// A real lock, for satellites that several threads use.
public struct ThreadLock: ExclusiveAccess, Sendable {
  private let lock = NSLock()

  /// Makes a lock that nobody holds.
  public init() {}

  public borrowing func acquire() { lock.lock() }

  public borrowing func release() { lock.unlock() }
}
