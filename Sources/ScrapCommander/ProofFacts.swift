// SPDX-License-Identifier: Apache-2.0

/// What a verified ProofOfExecution says.
public struct ProofFacts: Equatable, Sendable {
  /// Record 6: SHA-256 of the task's output.
  public var outputHash: [UInt8]
  /// Record 8, Unix seconds: when the task was executed.
  public var executionSeconds: UInt32
}
