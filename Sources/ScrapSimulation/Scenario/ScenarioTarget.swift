// SPDX-License-Identifier: Apache-2.0

public import ScrapClock
public import SimulatedNVM

/// A satellite that decides.
public struct ScenarioTarget: Equatable, Sendable {
  /// A simulated source of time.
  public struct Clock: Equatable, Sendable {
    /// Its place in the arbitration.
    public var source: ClockSourceName
    /// The error bound that it states, milliseconds.
    public var errorMilliseconds: Int
  }

  /// Its text id.
  public var id: String
  /// Used tokens that its store has room for.
  public var entryCapacity: UInt32
  /// Of those, percent for one root subject.
  public var rootSubjectPercent: UInt8
  /// What the store lies on.
  public var medium: MediumModel
  /// Delegations that it allows.
  public var chainDepthMax: UInt8
  /// Its sources of time.
  public var clocks: [Clock]
  /// By how much its counter runs fast, parts in a million; slow below zero.
  public var driftPartsPerMillion: Int
  /// What a decision costs.
  public var work: ScenarioWork
  /// How long a task runs, once its payment is bound.
  public var taskMilliseconds: Int
}
