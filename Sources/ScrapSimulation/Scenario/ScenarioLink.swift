// SPDX-License-Identifier: Apache-2.0

/// Who hears whom, when, and how badly; the same in both directions.
public struct ScenarioLink: Equatable, Sendable {
  /// One end.
  public var from: String
  /// The other end.
  public var to: String
  /// The shortest way.
  public var delayMilliseconds: Int
  /// By how much a message may come later, each by another time.
  public var jitterMilliseconds: Int
  /// Messages that do not arrive, in a thousand.
  public var lossPermille: Int
  /// Messages that arrive twice, in a thousand.
  public var duplicatePermille: Int
  /// Messages that are held back behind later ones, in a thousand.
  public var reorderPermille: Int
  /// By how much those come later.
  public var reorderMilliseconds: Int
  /// Messages from `from` that are lost whatever chance says, counted from 1.
  public var lost: [Int]
  /// The same for messages back.
  public var lostBack: [Int]
  /// When there is contact, seconds from the start; nil for always.
  public var windows: [ClosedRange<Int>]?
}
