// SPDX-License-Identifier: Apache-2.0

import ScrapClock

/// Colours that the colour-blind can tell apart (Okabe and Ito), and a line
/// style for each source for those who see none.
struct PlotStyle {
  let colour: String
  /// SVG's dash array; empty for a solid line.
  let dashes: String

  init(_ name: ClockSourceName) {
    switch name {
    case .gps: self.init("#0072b2", "")
    case .gpsSecond: self.init("#56b4e9", "8 3")
    case .ntp: self.init("#009e73", "8 3 2 3")
    case .rtc: self.init("#d55e00", "2 3")
    }
  }

  private init(_ colour: String, _ dashes: String) {
    self.colour = colour
    self.dashes = dashes
  }

  static let interval = "#cc79a7"
  static let ink = "#222222"
  static let pale = "#dddddd"
  static let ground = "#7a3d6c"
  /// The drawing's pattern of no trusted time.
  static let hatching = "url(#refused)"

  /// How a state is marked.
  enum Marker { case dot, cross, diamond }

  static func marker(_ state: ClockSourceState) -> Marker {
    state == .agreed ? .dot : state.isWitness ? .cross : .diamond
  }

  /// The colour of a state's bar.
  static func fill(_ state: ClockSourceState) -> String {
    if state == .agreed { return "#bfe3d5" }
    return state == .absent
      ? "#f4f4f4" : state.isWitness ? "#f5c9a8" : "#f3e5a0"
  }
}
