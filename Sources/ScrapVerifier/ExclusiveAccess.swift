// SPDX-License-Identifier: Apache-2.0

/// The port to a lock that guards one store.
///
/// A host with one task needs none: `SingleTask`.
public protocol ExclusiveAccess: ~Copyable {
  /// Waits until nobody else is between `acquire` and `release`.
  borrowing func acquire()
  /// Lets the next one in. Called once after each `acquire`, by the same
  /// task.
  borrowing func release()
}

/// No lock: the caller promises that one task alone uses the verifier.
public struct SingleTask: ExclusiveAccess {
  /// Makes the promise.
  public init() {}
  /// Does nothing.
  public borrowing func acquire() {}
  /// Does nothing.
  public borrowing func release() {}
}
