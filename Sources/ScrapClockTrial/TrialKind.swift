// SPDX-License-Identifier: Apache-2.0

/// Who lies in a mission. Missions take turns, by their number.
public enum TrialKind: String, CaseIterable, Sendable {
  /// Nobody; sources fail, one witness at a time.
  case honest
  /// One witness at a time, sometimes another one.
  case minority
  /// Two or three together, with one plan.
  case majority
  /// Each by chance.
  case mixed

  /// The kind of a mission.
  public init(number: Int) {
    self = Self.allCases[number % Self.allCases.count]
  }
}
