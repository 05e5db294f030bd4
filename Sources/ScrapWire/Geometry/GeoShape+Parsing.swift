// SPDX-License-Identifier: Apache-2.0

extension GeoShape {
  /// Reads a GeoJSON Point or one-ring Polygon (E-89).
  ///
  /// An object with exactly the members "type" and "coordinates", in either
  /// order; positions are [longitude, latitude] in plain decimals with at
  /// most 6 fraction digits, inside the map. Nothing else: no altitude, no
  /// exponent, no hole, no second geometry, no other member, nothing after
  /// the object.
  ///
  /// - Returns: nil for anything outside this subset. What lies outside is
  ///   refused as a whole, so no place is told.
  public init?(geoJSON text: Span<UInt8>) {
    var reader = JSONReader(text)
    guard let shape = Self.readObject(from: &reader), reader.isAtEnd
    else { return nil }
    self = shape
  }

  private static func readObject(from reader: inout JSONReader) -> GeoShape? {
    guard reader.take("{") else { return nil }
    var kind: Kind? = nil
    var shape: GeoShape? = nil
    for member in 0..<2 {
      if member == 1 { guard reader.take(",") else { return nil } }
      if kind == nil && reader.take("\"type\"") {
        guard reader.take(":") else { return nil }
        kind = readKind(from: &reader)
        if kind == nil { return nil }
      } else if shape == nil && reader.take("\"coordinates\"") {
        guard reader.take(":") else { return nil }
        shape = readCoordinates(from: &reader)
        if shape == nil { return nil }
      } else {
        return nil
      }
    }
    guard reader.take("}"), let shape, shape.kind == kind else { return nil }
    return shape
  }

  private static func readKind(from reader: inout JSONReader) -> Kind? {
    if reader.take("\"Point\"") { return .point }
    if reader.take("\"Polygon\"") { return .polygon }
    return nil
  }

  /// A position is [number, so one bracket; a polygon is [[[, so three.
  private static func readCoordinates(
    from reader: inout JSONReader
  ) -> GeoShape? {
    guard reader.take("[") else { return nil }
    guard reader.take("[") else {
      return readPositionTail(from: &reader).map { GeoShape(point: $0) }
    }
    var ring = GeoShape()
    repeat {
      guard reader.take("["),
        let position = readPositionTail(from: &reader),
        ring.append(position)
      else { return nil }
    } while reader.take(",")
    guard reader.take("]"), reader.take("]"), ring.isClosedRing
    else { return nil }
    return ring
  }

  /// What follows a position's opening bracket.
  private static func readPositionTail(
    from reader: inout JSONReader
  ) -> GeoPosition? {
    guard let longitude = reader.takeMicrodegrees(degreesMax: 180),
      reader.take(","),
      let latitude = reader.takeMicrodegrees(degreesMax: 90),
      reader.take("]")
    else { return nil }
    return GeoPosition(
      longitudeMicrodegrees: longitude, latitudeMicrodegrees: latitude)
  }
}
