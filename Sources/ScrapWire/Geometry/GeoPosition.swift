// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// A place on the map, in millionths of a degree (E-89).
///
/// Products of differences of two positions fit 64 bits.
public struct GeoPosition: Equatable, Sendable, BitwiseCopyable {
  /// Longitude, -180000000 to 180000000.
  public var longitudeMicrodegrees: Int32
  /// Latitude, -90000000 to 90000000.
  public var latitudeMicrodegrees: Int32

  /// Makes a position.
  public init(longitudeMicrodegrees: Int32, latitudeMicrodegrees: Int32) {
    self.longitudeMicrodegrees = longitudeMicrodegrees
    self.latitudeMicrodegrees = latitudeMicrodegrees
  }

  /// Twice the area of the triangle `a`, `b`, self: positive where self lies
  /// to the left of the way from `a` to `b`, zero on the line.
  func cross(_ a: GeoPosition, _ b: GeoPosition) -> Int64 {
    let abX = Int64(b.longitudeMicrodegrees) - Int64(a.longitudeMicrodegrees)
    let abY = Int64(b.latitudeMicrodegrees) - Int64(a.latitudeMicrodegrees)
    let acX = Int64(longitudeMicrodegrees) - Int64(a.longitudeMicrodegrees)
    let acY = Int64(latitudeMicrodegrees) - Int64(a.latitudeMicrodegrees)
    return abX * acY - abY * acX
  }
}
