// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A point or a closed ring, on the plane of longitude and latitude, without
/// wrap at the date line (E-89).
public struct GeoShape: Sendable {
  /// The GeoJSON types of the subset.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// One position.
    case point
    /// One closed ring of 4 to 33 positions.
    case polygon
  }

  /// The GeoJSON type.
  public private(set) var kind: Kind
  /// How many positions there are: 1, or the ring's with the closing one.
  public private(set) var count: Int
  private var positions: InlineArray<33, GeoPosition>

  /// Makes a polygon without positions.
  init() {
    self.kind = .polygon
    self.count = 0
    self.positions = .init(
      repeating: GeoPosition(longitudeMicrodegrees: 0, latitudeMicrodegrees: 0))
  }

  /// The position at `index`.
  public subscript(index: Int) -> GeoPosition {
    precondition(index < count, "a position beyond the ring")
    return positions[index]
  }

  /// Makes it a point.
  mutating func become(_ point: GeoPosition) {
    kind = .point
    count = 1
    positions[0] = point
  }

  /// Adds a position; false if the ring is full.
  mutating func append(_ position: GeoPosition) -> Bool {
    guard count < Limits.ringPositionCountMax else { return false }
    positions[count] = position
    count += 1
    return true
  }

  /// Whether this is a ring whose last position is its first.
  var isClosedRing: Bool {
    kind == .polygon && count >= Limits.ringPositionCountMin
      && positions[0] == positions[count - 1]
  }

  /// Whether the ring goes once around a convex area, either way round.
  ///
  /// Turns of one sign alone would let a star through, which goes round more
  /// than once; its longitudes then rise and fall more than once.
  public var isConvex: Bool {
    guard isClosedRing else { return false }
    let edgeCount = count - 1
    var sign: Int64 = 0
    var reversals = 0
    var direction: Int64 = 0
    // One edge more than there are, so that the first one is met again.
    for edge in 0...edgeCount {
      let a = positions[edge % edgeCount]
      let b = positions[(edge + 1) % edgeCount]
      guard a != b else { return false }
      let turn = positions[(edge + 2) % edgeCount].cross(a, b).signum()
      if turn != 0 {
        if sign == -turn { return false }
        sign = turn
      } else if isBacktrack(a, b, positions[(edge + 2) % edgeCount]) {
        return false
      }
      let step =
        (Int64(b.longitudeMicrodegrees) - Int64(a.longitudeMicrodegrees))
        .signum()
      if step != 0 {
        if direction == -step { reversals += 1 }
        direction = step
      }
    }
    return sign != 0 && reversals <= 2
  }

  /// Whether three positions on one line turn back at the middle one.
  private func isBacktrack(
    _ a: GeoPosition, _ b: GeoPosition, _ c: GeoPosition
  ) -> Bool {
    let abX = Int64(b.longitudeMicrodegrees) - Int64(a.longitudeMicrodegrees)
    let abY = Int64(b.latitudeMicrodegrees) - Int64(a.latitudeMicrodegrees)
    let bcX = Int64(c.longitudeMicrodegrees) - Int64(b.longitudeMicrodegrees)
    let bcY = Int64(c.latitudeMicrodegrees) - Int64(b.latitudeMicrodegrees)
    return abX * bcX + abY * bcY < 0
  }

  /// Whether every position of `target` lies inside this ring or on it.
  ///
  /// - Precondition: this ring is convex.
  public func contains(_ target: GeoShape) -> Bool {
    for index in 0..<target.count where !contains(target[index]) {
      return false
    }
    return true
  }

  private func contains(_ position: GeoPosition) -> Bool {
    var sign: Int64 = 0
    for edge in 0..<count - 1 {
      let side = position.cross(positions[edge], positions[edge + 1]).signum()
      if side == 0 { continue }
      if sign == -side { return false }
      sign = side
    }
    // Zero against every edge is no position of a ring with an area.
    return sign != 0
  }
}
