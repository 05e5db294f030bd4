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
    self.init()
    var reader = JSONReader(text)
    guard readObject(from: &reader), reader.isAtEnd else { return nil }
  }

  private mutating func readObject(from reader: inout JSONReader) -> Bool {
    guard reader.take("{") else { return false }
    var named: Kind? = nil
    var hasPositions = false
    for member in 0..<2 {
      if member == 1 { guard reader.take(",") else { return false } }
      if named == nil && reader.take("\"type\"") {
        guard reader.take(":") else { return false }
        named = Self.readKind(from: &reader)
        if named == nil { return false }
      } else if !hasPositions && reader.take("\"coordinates\"") {
        guard reader.take(":"), readCoordinates(from: &reader) else {
          return false
        }
        hasPositions = true
      } else {
        return false
      }
    }
    return reader.take("}") && hasPositions && named == kind
  }

  private static func readKind(from reader: inout JSONReader) -> Kind? {
    if reader.take("\"Point\"") { return .point }
    if reader.take("\"Polygon\"") { return .polygon }
    return nil
  }

  /// A position is [number, so one bracket; a polygon is [[[, so three.
  private mutating func readCoordinates(
    from reader: inout JSONReader
  ) -> Bool {
    guard reader.take("[") else { return false }
    guard reader.take("[") else {
      guard let position = Self.readPositionTail(from: &reader) else {
        return false
      }
      become(position)
      return true
    }
    repeat {
      guard reader.take("["),
        let position = Self.readPositionTail(from: &reader),
        append(position)
      else { return false }
    } while reader.take(",")
    return reader.take("]") && reader.take("]") && isClosedRing
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
