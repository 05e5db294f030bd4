// SPDX-License-Identifier: Apache-2.0

/// What a verified TaskAccept says.
public struct AcceptFacts: Equatable, Sendable {
  /// Record 2, Unix seconds: when the target answered.
  public var timestampSeconds: UInt32
  /// Record 6, 32 bytes.
  public var paymentHash: [UInt8]
  /// Record 8, satoshis; not above the request's max_amount_sats.
  public var amountSats: UInt64
  /// Record 10: how long the offer stands.
  public var expirySeconds: UInt32
  /// Record 14: how long the task takes.
  public var estimatedDurationSeconds: UInt32
  /// Record 16, Unix seconds.
  public var earliestStartSeconds: UInt32
  /// Record 18.
  public var dataVolumeMegabytes: UInt32
  /// Record 20, parts in ten thousand.
  public var qualityEstimate: UInt16
}
