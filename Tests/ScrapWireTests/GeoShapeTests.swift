// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

// E-89
@Suite struct GeoShapeTests {
  typealias Pair = (Int, Int)

  /// A polygon of positions in millionths of a degree; the last one closes.
  private func ring(_ pairs: [Pair]) -> GeoShape? {
    guard let first = pairs.first else { return nil }
    let positions = (pairs + [first]).map {
      "[\(degrees($0.0)),\(degrees($0.1))]"
    }
    let text =
      "{\"type\":\"Polygon\",\"coordinates\":"
      + "[[\(positions.joined(separator: ","))]]}"
    return GeoShape(geoJSON: Array(text.utf8).span)
  }

  private func point(_ pair: Pair) -> GeoShape? {
    let text =
      "{\"type\":\"Point\",\"coordinates\":"
      + "[\(degrees(pair.0)),\(degrees(pair.1))]}"
    return GeoShape(geoJSON: Array(text.utf8).span)
  }

  private func degrees(_ microdegrees: Int) -> String {
    let magnitude = abs(microdegrees)
    let fraction = String(1_000_000 + magnitude % 1_000_000).dropFirst()
    let sign = microdegrees < 0 ? "-" : ""
    return "\(sign)\(magnitude / 1_000_000).\(fraction)"
  }

  private func isConvex(_ pairs: [Pair]) -> Bool? { ring(pairs)?.isConvex }

  /// Every rotation of a ring, both ways round, is convex or none is.
  private func expectConvex(
    _ pairs: [Pair], _ expected: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for start in pairs.indices {
      let turned = Array(pairs[start...] + pairs[..<start])
      #expect(isConvex(turned) == expected, sourceLocation: sourceLocation)
      #expect(
        isConvex(turned.reversed()) == expected,
        sourceLocation: sourceLocation)
    }
  }

  private let square: [Pair] = [(0, 0), (10, 0), (10, 10), (0, 10)]

  @Test func convexRingsAreConvexFromEachStartAndBothWays() {
    expectConvex([(0, 0), (10, 0), (0, 10)], true)
    expectConvex(square, true)
    expectConvex([(0, 5), (5, 0), (10, 5), (5, 10)], true)
    // Positions on the sides.
    expectConvex([(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 5)], true)
    // The whole map, whose products are the greatest there are.
    expectConvex(
      [
        (-180_000_000, -90_000_000), (180_000_000, -90_000_000),
        (180_000_000, 90_000_000), (-180_000_000, 90_000_000),
      ], true)
    // The smallest triangle.
    expectConvex([(0, 0), (1, 0), (0, 1)], true)
  }

  @Test func otherRingsAreNot() {
    // A notch.
    expectConvex([(0, 0), (10, 0), (10, 10), (5, 2), (0, 10)], false)
    // A bow tie.
    expectConvex([(0, 0), (10, 10), (10, 0), (0, 10)], false)
    // All on one line.
    expectConvex([(0, 0), (5, 5), (10, 10)], false)
    expectConvex([(0, 0), (10, 10), (5, 5)], false)
    expectConvex([(0, 0), (0, 5), (0, 10), (0, 3)], false)
    // A star: each turn has the same sign, and yet it goes round twice.
    expectConvex([(0, 10), (6, -8), (-10, 3), (10, 3), (-6, -8)], false)
    // Twice round a triangle and twice round a square.
    let triangle: [Pair] = [(0, 0), (10, 0), (0, 10)]
    expectConvex(triangle + triangle, false)
    expectConvex(square + square, false)
    // Spikes out of a corner and out of a side, and a side gone twice.
    expectConvex([(0, 0), (10, 0), (20, 0), (10, 0), (10, 10), (0, 10)], false)
    expectConvex([(0, 0), (10, 0), (10, 5), (20, 5), (10, 5), (10, 10)], false)
    expectConvex([(0, 0), (5, 0), (3, 0), (10, 0), (10, 10), (0, 10)], false)
    // A fold on a meridian: neither turns nor longitudes give it away.
    expectConvex([(0, 0), (5, 0), (5, 10), (5, 5), (10, 10)], false)
    // The same position twice.
    expectConvex([(0, 0), (10, 0), (10, 0), (10, 10), (0, 10)], false)
    expectConvex([(0, 0), (0, 0), (0, 0)], false)
  }

  @Test func aPointIsNoRing() {
    #expect(point((1, 2))?.isConvex == false)
  }

  @Test func randomRingsAgreeWithASecondReading() {
    var random = TestSeed.generator()
    var counts = (convex: 0, other: 0)
    for _ in 0..<4_000 {
      let size = random.pick([3, 4, 6, 20])
      let pairs = (0..<random.below(5) + 3).map { _ in
        (random.below(size), random.below(size))
      }
      let expected = naiveIsConvex(pairs)
      #expect(isConvex(pairs) == expected, "\(pairs)")
      counts.convex += expected ? 1 : 0
      counts.other += expected ? 0 : 1
    }
    #expect(counts.convex > 100 && counts.other > 100)
  }

  /// All positions on one side of each edge, no position twice, and each
  /// edge a part of the boundary gone once: the lengths along each line of
  /// the boundary add up to what they span.
  private func naiveIsConvex(_ pairs: [Pair]) -> Bool {
    for (index, a) in pairs.enumerated() {
      for other in pairs[(index + 1)...] where other == a { return false }
      let b = pairs[(index + 1) % pairs.count]
      let sides = pairs.map { cross(a, b, $0).signum() }
      if sides.contains(1) == sides.contains(-1) { return false }
      // Between a and b on their line there is no other position.
      for other in pairs where other != a && other != b {
        let isOnEdge =
          cross(a, b, other) == 0
          && (other.0 - a.0) * (other.0 - b.0)
            + (other.1 - a.1) * (other.1 - b.1) < 0
        if isOnEdge { return false }
      }
    }
    return true
  }

  private func cross(_ a: Pair, _ b: Pair, _ c: Pair) -> Int {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
  }

  @Test func insideAndBoundaryAreContainedAndNothingElse() throws {
    for pairs in [square, square.reversed()] {
      let area = try #require(ring(pairs))
      for longitude in -2...12 {
        for latitude in -2...12 {
          let target = try #require(point((longitude, latitude)))
          let isInside =
            (0...10).contains(longitude) && (0...10).contains(latitude)
          #expect(area.contains(target) == isInside)
        }
      }
    }
  }

  // The point lies on the line of a side, beyond its end.
  @Test func theLineBeyondASideIsOutside() throws {
    let area = try #require(ring([(0, 0), (10, 0), (0, 10)]))
    for pair in [(11, 0), (-1, 0), (0, 11), (0, -1), (11, -1), (-1, 11)] {
      #expect(area.contains(try #require(point(pair))) == false)
    }
    for pair in [(5, 5), (0, 0), (10, 0), (0, 10), (5, 0), (9, 1)] {
      #expect(area.contains(try #require(point(pair))))
    }
    #expect(area.contains(try #require(point((6, 5)))) == false)
  }

  @Test func aPolygonIsContainedIfEachOfItsPositionsIs() throws {
    let area = try #require(ring(square))
    #expect(area.contains(area))
    #expect(area.contains(try #require(ring([(1, 1), (9, 1), (5, 9)]))))
    #expect(!area.contains(try #require(ring([(1, 1), (11, 1), (5, 9)]))))
    #expect(!area.contains(try #require(ring([(20, 20), (30, 20), (20, 30)]))))
    // Around the area instead of in it.
    #expect(
      !area.contains(try #require(ring([(-9, -9), (40, -9), (-9, 40)]))))
  }

  @Test func randomPointsAgreeWithASecondReading() throws {
    var random = TestSeed.generator()
    var checked = 0
    while checked < 300 {
      let pairs = (0..<random.below(3) + 3).map { _ in
        (random.below(12), random.below(12))
      }
      guard naiveIsConvex(pairs) else { continue }
      checked += 1
      let area = try #require(ring(pairs))
      for _ in 0..<10 {
        let place = (random.below(14), random.below(14))
        let sides = pairs.indices.map { index in
          cross(pairs[index], pairs[(index + 1) % pairs.count], place)
        }
        let isInside =
          sides.allSatisfy { $0 >= 0 } || sides.allSatisfy { $0 <= 0 }
        #expect(
          area.contains(try #require(point(place))) == isInside,
          "\(pairs) \(place)")
      }
    }
  }

  // The greatest products fit 64 bits.
  @Test func theWholeMapContainsItsCorners() throws {
    let corners = [
      (-180_000_000, -90_000_000), (180_000_000, -90_000_000),
      (180_000_000, 90_000_000), (-180_000_000, 90_000_000),
    ]
    let map = try #require(ring(corners))
    for corner in corners + [(0, 0)] {
      #expect(map.contains(try #require(point(corner))))
    }
    let half = try #require(ring(Array(corners[..<3])))
    #expect(!half.contains(try #require(point(corners[3]))))
    #expect(half.contains(try #require(point((0, 0)))))
    #expect(!half.contains(try #require(point((-1, 0)))))
  }
}
