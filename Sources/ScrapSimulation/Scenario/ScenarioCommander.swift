// SPDX-License-Identifier: Apache-2.0

/// A satellite that asks.
public struct ScenarioCommander: Equatable, Sendable {
  /// Its text id.
  public var id: String
  /// How long it waits before it asks again for the first time.
  public var retryMilliseconds: Int
  /// Each wait is twice the one before, up to this.
  public var retryMaxMilliseconds: Int
  /// How long it asks for an accept or a reject.
  public var acceptWithinSeconds: Int
  /// How long it asks for the proof.
  public var proofWithinSeconds: Int
}
