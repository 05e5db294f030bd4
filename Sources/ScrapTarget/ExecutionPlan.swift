// SPDX-License-Identifier: Apache-2.0

/// What the executor offers for a task (SCRAP §4.2, "Execution Plan").
public struct ExecutionPlan: Sendable, BitwiseCopyable {
  /// The price, satoshis; never above what the commander has signed.
  public var amountSats: UInt64
  /// How long the offer stands.
  public var expirySeconds: UInt32
  /// How long the task takes.
  public var estimatedDurationSeconds: UInt32
  /// When it can begin, counted from the decision.
  public var startDelaySeconds: UInt32
  /// How much data it makes.
  public var dataVolumeMegabytes: UInt32
  /// How good the data will be, parts in ten thousand.
  public var qualityEstimate: UInt16

  /// Makes a plan.
  public init(
    amountSats: UInt64 = 0,
    expirySeconds: UInt32 = 3600,
    estimatedDurationSeconds: UInt32 = 0,
    startDelaySeconds: UInt32 = 0,
    dataVolumeMegabytes: UInt32 = 0,
    qualityEstimate: UInt16 = 10_000
  ) {
    self.amountSats = amountSats
    self.expirySeconds = expirySeconds
    self.estimatedDurationSeconds = estimatedDurationSeconds
    self.startDelaySeconds = startDelaySeconds
    self.dataVolumeMegabytes = dataVolumeMegabytes
    self.qualityEstimate = qualityEstimate
  }
}
