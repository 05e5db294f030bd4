// SPDX-License-Identifier: Apache-2.0

/// The buffer handed to a writer is too small.
public struct WriteError: Error, Equatable, Sendable, BitwiseCopyable {
  /// Makes the error.
  public init() {}
}
