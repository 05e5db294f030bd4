// SPDX-License-Identifier: Apache-2.0

/// What a store is opened for.
public enum FileAccess: Sendable {
  /// To look at it: nothing can be written or made, not even an anchor, and
  /// others may look at the same time.
  case reading
  /// To mark, reset or repair: for one process alone.
  case writing
}
