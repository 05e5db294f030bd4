// SPDX-License-Identifier: Apache-2.0

/// A scale with ticks at round numbers of seconds, minutes, hours or days.
public struct PlotAxis {
  /// Seconds at its ends.
  public let range: ClosedRange<Double>
  /// Seconds where ticks are.
  public let ticks: [Double]
  /// The unit of the labels.
  public let unit: String
  private let unitSeconds: Double
  private let step: Double

  private static let units: [(String, Double, [Double])] = [
    ("s", 1, [1, 2, 5, 10, 15, 30]), ("min", 60, [1, 2, 5, 10, 15, 30]),
    ("h", 3600, [1, 2, 3, 6, 12]), ("d", 86_400, [1, 2, 5, 10, 20, 50]),
  ]

  /// Makes a scale of about `count` ticks.
  public init(_ range: ClosedRange<Double>, count: Int) {
    self.range = range
    let span = max(range.upperBound - range.lowerBound, 1e-9)
    let wanted = span / Double(count)
    let candidates = Self.units.flatMap { name, seconds, steps in
      steps.map { (name, seconds, $0 * seconds) }
    }
    if wanted > 1, let found = candidates.first(where: { $0.2 >= wanted }) {
      (unit, unitSeconds, step) = found
    } else {
      unit = wanted > 1 ? "d" : "s"
      unitSeconds = wanted > 1 ? 86_400 : 1
      step = Self.round(wanted / unitSeconds) * unitSeconds
    }
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    let step = step
    ticks = stride(from: first, through: max(first, last), by: 1)
      .prefix(4 * count).map { $0 * step }
  }

  /// The next of 1, 2, 5, 10, 20…
  private static func round(_ value: Double) -> Double {
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? value
  }

  /// A tick's text in the axis' unit.
  public func label(_ tick: Double) -> String {
    let value = tick / unitSeconds
    let size = step / unitSeconds
    var decimals = 0
    var scaled = size
    while decimals < 9, abs(scaled - scaled.rounded()) > 1e-6 {
      scaled *= 10
      decimals += 1
    }
    return Self.text(value, decimals: decimals)
  }

  private static func text(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int((abs(value) * scale).rounded())
    let sign = value < 0 && whole > 0 ? "−" : ""
    guard decimals > 0 else { return sign + "\(whole)" }
    let digits = "\(whole % Int(scale))"
    return sign + "\(whole / Int(scale))."
      + String(repeating: "0", count: decimals - digits.count) + digits
  }
}
