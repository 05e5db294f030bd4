// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// A link between two nodes. Each direction has chance of its own, so that what
/// is sent one way changes nothing the other way.
struct SimulatedLink {
  private struct Direction {
    var chance: SeededChance
    var sentCount = 0
  }

  let model: ScenarioLink
  private var forth: Direction
  private var back: Direction

  init(_ model: ScenarioLink, seed: UInt64) {
    self.model = model
    var chance = SeededChance(seed: seed)
    forth = Direction(chance: SeededChance(seed: chance.next()))
    back = Direction(chance: SeededChance(seed: chance.next()))
  }

  func joins(_ a: String, _ b: String) -> Bool {
    model.from == a && model.to == b || model.from == b && model.to == a
  }

  /// Whether there is contact; nanoseconds from the start.
  func isOpen(at now: UInt64) -> Bool {
    guard let windows = model.windows else { return true }
    return windows.contains {
      Self.nanoseconds($0.lowerBound) <= now
        && now < Self.nanoseconds($0.upperBound)
    }
  }

  /// When the next contact begins; nil if there is none any more.
  func nextOpening(after now: UInt64) -> UInt64? {
    model.windows?.map { Self.nanoseconds($0.lowerBound) }.first { $0 > now }
  }

  /// Sends a message during contact.
  ///
  /// - Parameters:
  ///   - now: nanoseconds from the start.
  ///   - sender: one of the ends.
  /// - Returns: When it arrives: never, once, or twice.
  mutating func send(at now: UInt64, from sender: String) -> [UInt64] {
    sender == model.from
      ? Self.send(at: now, model, model.lost, &forth)
      : Self.send(at: now, model, model.lostBack, &back)
  }

  /// Draws as often for each message, so that changing one rate leaves the
  /// other draws as they were.
  private static func send(
    at now: UInt64, _ model: ScenarioLink, _ lost: [Int],
    _ direction: inout Direction
  ) -> [UInt64] {
    direction.sentCount += 1
    func isDrawn(_ permille: Int) -> Bool {
      direction.chance.below(1000) < permille
    }
    func jitter() -> UInt64 {
      UInt64(direction.chance.below(model.jitterMilliseconds * 1_000_000 + 1))
    }
    let isLost = isDrawn(model.lossPermille)
    let isDoubled = isDrawn(model.duplicatePermille)
    let isHeldBack = isDrawn(model.reorderPermille)
    let jitters = [jitter(), jitter()]
    guard !isLost, !lost.contains(direction.sentCount) else { return [] }
    let way = now + UInt64(model.delayMilliseconds) * 1_000_000
    let hold =
      isHeldBack ? UInt64(model.reorderMilliseconds) * 1_000_000 : 0
    return (isDoubled ? [0, 1] : [0]).map { way + hold + jitters[$0] }
  }

  private static func nanoseconds(_ seconds: Int) -> UInt64 {
    UInt64(seconds) * 1_000_000_000
  }
}
