// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

/// What liars tell, alone or together: by how much they are off, now and from
/// step to step.
struct Plot {
  private enum Manner { case leap, drag, patient, sway }

  private let manner: Manner
  private let stepNanoseconds: Int64
  private(set) var offNanoseconds: Int64

  /// Draws a plot.
  ///
  /// - Parameters:
  ///   - chance: where the choice comes from.
  ///   - rate: the oscillator's bound in parts per billion, for those who stay
  ///     within it.
  init(_ chance: inout SeededChance, rate: Int64) {
    let sign: Int64 = chance.oneIn(2) ? 1 : -1
    switch chance.below(4) {
    case 0:
      manner = .leap
      let days: Int64 = [1, 10, 400, 7_000][chance.below(4)]
      offNanoseconds =
        sign * (chance.oneIn(2) ? days * dayNanoseconds : days * second / 4)
      stepNanoseconds = 0
    case 1:
      manner = .drag
      offNanoseconds = 0
      stepNanoseconds = sign * 59 * second
    case 2:
      manner = .patient
      offNanoseconds = 0
      stepNanoseconds = sign * rate
    default:
      manner = .sway
      offNanoseconds = sign * Int64(chance.below(3)) * second
      stepNanoseconds = Int64(1 + chance.below(3)) * second
    }
  }

  /// A step further, after so much time.
  mutating func advance(
    _ chance: inout SeededChance, elapsed: UInt64
  ) {
    switch manner {
    case .leap: break
    case .drag:
      // No further than the format: a century.
      if offNanoseconds.magnitude < 1 &<< 61 {
        offNanoseconds += stepNanoseconds
      }
    case .patient:
      offNanoseconds += Int64(elapsed) / second * stepNanoseconds
    case .sway:
      offNanoseconds =
        chance.oneIn(2) ? stepNanoseconds : -stepNanoseconds
    }
  }
}
