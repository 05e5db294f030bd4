// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// What goes wrong how often in one life: drawn for each life anew, so that
/// some lives are quiet and some meet everything at once.
struct LifeOdds {
  private let odds: [Int]
  /// The copy that lies, reads wrongly or has broken sectors: never both.
  let suspectCopy: Int
  /// The suspect copy, if it acknowledges syncs that it does not do.
  let lyingCopy: Int?
  /// Whether bits flip in both copies, or in the suspect one only.
  let flipsBoth: Bool
  /// Segments that the ring has seen before the life begins: counters of eight
  /// bits have run over soon after. 0 for a new satellite.
  let age: UInt64
  /// Whether a third device remembers the newest mark.
  let hasAnchor: Bool
  /// How often floor G is raised without a loss, in 1,000 steps.
  let raise: Int
  /// How often memory and medium are looked after, in 1,000 steps.
  let scrub: Int
  /// How often the store is formatted without a need, in 1,000 steps.
  let format: Int
  /// How often the operator sends a command, in 1,000 steps.
  let command: Int
  /// How often the operator disables issuers while a request is on its way
  /// through the steps, in 1,000 requests.
  let meanwhile: Int
  /// How many requests of 1,000 are fresh; the rest is old or wrong.
  let fresh: Int
  /// How many fresh tokens of 1,000 live long.
  let longLife: Int

  init(by chance: inout SeededChance) {
    var odds: [Int] = []
    for fault in LifeFault.allCases {
      let frequency = fault.frequency
      let isKnown = chance.hits(frequency.lives)
      odds.append(isKnown ? chance.within(frequency.steps) : 0)
    }
    // What either copy acknowledges, shows, and does not have later is more
    // than a store can survive.
    if odds[LifeFault.cacheLoss.rawValue] > 0
      || odds[LifeFault.weakCells.rawValue] > 0
    {
      odds[LifeFault.lostWrite.rawValue] = 0
    }
    suspectCopy = chance.below(2)
    let lies = chance.hits(400)
    lyingCopy =
      lies && odds[LifeFault.cacheLoss.rawValue] > 0 ? suspectCopy : nil
    // Where one copy lies, the other one is sound.
    let liars: [LifeFault] = [
      .cacheLoss, .misdirectedWrite, .falseRead, .veil, .brokenSector,
    ]
    let hasLiar = liars.contains { odds[$0.rawValue] > 0 }
    flipsBoth = chance.hits(500) && !hasLiar
    if hasLiar {
      odds[LifeFault.flipInBothCopies.rawValue] = 0
      odds[LifeFault.blankSegment.rawValue] = 0
    }
    self.odds = odds
    age = chance.hits(15) ? UInt64(chance.within(120...260)) : 0
    hasAnchor = chance.hits(400)
    raise = chance.hits(200) ? chance.within(5...40) : 0
    scrub = chance.pick([0, 0, 100, 500])
    format = chance.hits(100) ? chance.within(5...20) : 0
    command = chance.pick([0, 50, 200, 400])
    meanwhile = command > 0 ? chance.pick([0, 50]) : 0
    fresh = chance.within(300...800)
    longLife = chance.pick([50, 300, 700, 1_000])
  }

  /// How often a fault comes, in 1,000 steps or starts.
  subscript(fault: LifeFault) -> Int { odds[fault.rawValue] }

  /// What this life knows, in words.
  var description: String {
    LifeFault.allCases.filter { self[$0] > 0 }
      .map { "\($0.name) \(self[$0])" }.joined(separator: ", ")
      + "; lying copy \(lyingCopy ?? -1), suspect copy \(suspectCopy), "
      + "age \(age), commands \(command), "
      + (hasAnchor ? "anchor, " : "no anchor, ")
      + (flipsBoth ? "flips in both" : "flips in it")
  }
}
