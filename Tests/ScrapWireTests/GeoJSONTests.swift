// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

// E-89
@Suite struct GeoJSONTests {
  private static let ring = "[0,0],[4,0],[4,3],[0,0]"

  private func parse(_ text: String) -> GeoShape? {
    GeoShape(geoJSON: Array(text.utf8).span)
  }

  private func point(_ longitude: String, _ latitude: String) -> GeoPosition? {
    parse("{\"type\":\"Point\",\"coordinates\":[\(longitude),\(latitude)]}")
      .map { $0[0] }
  }

  private func polygon(_ ring: String) -> GeoShape? {
    parse("{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}")
  }

  @Test func aPointAndAPolygonAreRead() throws {
    let point = try #require(
      parse("{\"type\":\"Point\",\"coordinates\":[1.5,-2.25]}"))
    #expect(point.kind == .point && point.count == 1)
    #expect(
      point[0]
        == GeoPosition(
          longitudeMicrodegrees: 1_500_000,
          latitudeMicrodegrees: -2_250_000))
    let ring = try #require(polygon(Self.ring))
    #expect(ring.kind == .polygon && ring.count == 4)
    #expect(ring[0] == ring[3])
    #expect(ring[2].longitudeMicrodegrees == 4_000_000)
    #expect(ring[2].latitudeMicrodegrees == 3_000_000)
  }

  @Test(arguments: [
    "{\"coordinates\":[1,2],\"type\":\"Point\"}",
    " {\"type\":\"Point\",\"coordinates\":[1,2]}",
    "{\"type\":\"Point\",\"coordinates\":[1,2]} \n",
    "\t{ \"type\" : \"Point\" ,\r\n\"coordinates\" : [ 1 , 2 ] }\r\n",
    "{\"coordinates\" :[1 ,2\t],\n\"type\": \"Point\"}",
    "{\"coordinates\":[[[0,0],[4,0],[4,3],[0,0]]],\"type\":\"Polygon\"}",
    "{\"type\":\"Polygon\",\"coordinates\":"
      + " [ [ [ 0 , 0 ] , [4,0],[4,3],[0,0] ] ] }",
  ])
  func bothOrdersAndWhiteSpaceAreRead(text: String) {
    #expect(parse(text) != nil)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("0.0", 0), ("-0.000000", 0), ("1", 1_000_000),
    ("-1", -1_000_000), ("0.000001", 1), ("-0.000001", -1),
    ("0.1", 100_000), ("0.123456", 123_456), ("12.5", 12_500_000),
    ("180", 180_000_000), ("-180", -180_000_000), ("180.000000", 180_000_000),
    ("179.999999", 179_999_999), ("-179.999999", -179_999_999),
    ("100", 100_000_000), ("10", 10_000_000), ("0.100000", 100_000),
  ])
  func aPlainDecimalIsHeldInMillionths(text: String, microdegrees: Int32) {
    #expect(point(text, "0")?.longitudeMicrodegrees == microdegrees)
    if abs(microdegrees) <= 90_000_000 {
      #expect(point("0", text)?.latitudeMicrodegrees == microdegrees)
    } else {
      #expect(point("0", text) == nil)
    }
  }

  @Test(arguments: [
    "", " ", "-", "+1", "- 1", "--1", ".5", "-.5", "1.", "-1.", "1..2",
    "1.2.3", "00", "01", "007", "010", "000", "-01", "00.5", "0x1", "1e1",
    "1E1", "1e0", "1.5e1", "1.0e-1", "0.0000001", "0.1234567", "1.0000000",
    "181", "180.000001", "-180.000001", "999", "1000", "1800000000",
    "99999999999999999999", "NaN", "Infinity", "-Infinity", "null", "true",
    "\"1\"", "1 2", "1_0", "\u{ff11}", "1,2", "[1]", "1f",
  ])
  func anyOtherNumberIsRefused(text: String) {
    #expect(point(text, "0") == nil)
    #expect(point("0", text) == nil)
  }

  @Test func latitudeEndsAtThePoles() {
    for text in ["90", "-90", "90.000000", "89.999999"] {
      #expect(point("0", text) != nil)
    }
    for text in ["90.000001", "-90.000001", "91", "100", "180", "-180"] {
      #expect(point("0", text) == nil)
    }
  }

  @Test(arguments: [
    "[1]", "[]", "[1,2,3]", "[1,2,0]", "[1,2,]", "[,1,2]", "[1,,2]",
    "[[1,2]]", "[[[1,2]]]", "1,2", "{}", "null", "[1,2", "1,2]",
    "[1,2],[3,4]", "[1;2]", "[1 2]",
  ])
  func aPointWithOtherCoordinatesIsRefused(coordinates: String) {
    #expect(
      parse("{\"type\":\"Point\",\"coordinates\":\(coordinates)}") == nil)
  }

  @Test(arguments: [
    "", "{}", "[]", "null", "{\"type\":\"Point\"}", "{\"coordinates\":[1,2]}",
    "{\"type\":\"Point\",\"type\":\"Point\"}",
    "{\"type\":\"Point\",\"type\":\"Point\",\"coordinates\":[1,2]}",
    "{\"coordinates\":[1,2],\"coordinates\":[1,2]}",
    "{\"coordinates\":[1,2],\"coordinates\":[1,2],\"type\":\"Point\"}",
    "{\"type\":\"Point\",\"coordinates\":[1,2],\"bbox\":[1,2,1,2]}",
    "{\"bbox\":[1,2,1,2],\"type\":\"Point\",\"coordinates\":[1,2]}",
    "{\"type\":\"Point\",\"coordinates\":[1,2],}",
    "{\"type\":\"Point\" \"coordinates\":[1,2]}",
    "{,\"type\":\"Point\",\"coordinates\":[1,2]}",
    "{\"type\":\"Point\",\"coordinates\":[1,2]}x",
    "{\"type\":\"Point\",\"coordinates\":[1,2]}}",
    "{\"type\":\"Point\",\"coordinates\":[1,2]}\0",
    "{\"type\":\"Point\",\"coordinates\":[1,2]}"
      + "{\"type\":\"Point\",\"coordinates\":[1,2]}",
    "[{\"type\":\"Point\",\"coordinates\":[1,2]}]",
    "{\"type\":\"point\",\"coordinates\":[1,2]}",
    "{\"Type\":\"Point\",\"coordinates\":[1,2]}",
    "{\"type\":\" Point\",\"coordinates\":[1,2]}",
    "{\"type \":\"Point\",\"coordinates\":[1,2]}",
    "{\"t\\u0079pe\":\"Point\",\"coordinates\":[1,2]}",
    "{'type':'Point','coordinates':[1,2]}",
    "{type:\"Point\",coordinates:[1,2]}",
    "{\"type\"=\"Point\",\"coordinates\":[1,2]}",
    "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}",
    "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2]]}",
    "{\"type\":\"Feature\",\"geometry\":null}",
    "{\"type\":\"Polygon\",\"coordinates\":[1,2]}",
    "{\"type\":\"Point\",\"coordinates\":[[[0,0],[4,0],[4,3],[0,0]]]}",
    "\u{feff}{\"type\":\"Point\",\"coordinates\":[1,2]}",
    "\u{a0}{\"type\":\"Point\",\"coordinates\":[1,2]}",
    "\u{0b}{\"type\":\"Point\",\"coordinates\":[1,2]}",
    "CHARTER_AOI",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(parse(text) == nil)
  }

  // Holes, open rings, wrong depths.
  @Test(arguments: [
    "[[[0,0],[4,0],[4,3],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]",
    "[[[0,0],[4,0],[4,3],[0,0]],]", "[[[0,0],[4,0],[4,3],[0,0],]]",
    "[[[0,0],[4,0],[4,3]]]", "[[[0,0],[4,0],[4,3],[0,0.000001]]]",
    "[[0,0],[4,0],[4,3],[0,0]]", "[[[[0,0],[4,0],[4,3],[0,0]]]]",
    "[[]]", "[]", "[[[]]]", "[[[0,0]]]", "[[[0,0],[0,0]]]",
    "[[[0,0],[4,0],[0,0]]]", "[[[0,0,0],[4,0,0],[4,3,0],[0,0,0]]]",
    "[[[0,0],[4,0],[4,3],[0,0]]", "[[[0,0],[4,0] [4,3],[0,0]]]",
  ])
  func aPolygonIsOneClosedRingOfPairs(coordinates: String) {
    #expect(
      parse("{\"type\":\"Polygon\",\"coordinates\":\(coordinates)}") == nil)
  }

  @Test func aRingHas4To33Positions() {
    for edges in 1...40 {
      // On a parabola, closed.
      var positions = (0..<edges).map { "[\($0),\($0 * $0 % 91)]" }
      positions.append(positions[0])
      let shape = polygon(positions.joined(separator: ","))
      #expect((shape != nil) == (4...33).contains(edges + 1), "\(edges + 1)")
      if let shape { #expect(shape.count == edges + 1) }
    }
  }

  @Test func everyPrefixIsRefused() {
    for text in [
      "{\"type\":\"Point\",\"coordinates\":[-1.5,2.25]}",
      "{\"coordinates\" : [[\(Self.ring)]] , \"type\" : \"Polygon\" }",
    ] {
      #expect(parse(text) != nil)
      for count in 0..<text.utf8.count {
        #expect(parse(String(text.prefix(count))) == nil)
      }
    }
  }

  @Test func garbageAfterEveryPrefixIsRefusedOrStillAShape() {
    var random = TestSeed.generator()
    let text = Array(
      "{\"type\":\"Polygon\",\"coordinates\":[[\(Self.ring)]]}".utf8)
    for count in 0...text.count {
      for _ in 0..<20 {
        let bytes = Array(text[..<count]) + random.bytes(random.below(20))
        // Never a trap; white space alone may follow the whole.
        let shape = GeoShape(geoJSON: bytes.span)
        if shape != nil { #expect(count == text.count) }
      }
    }
  }
}
