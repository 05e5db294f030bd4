// SPDX-License-Identifier: Apache-2.0

/// The paper of one figure. Colours are classes of the page's style, so that a
/// figure is readable on light, dark and printed paper.
struct ReportSheet {
  /// Pixels of the drawing's own units.
  static let width = 1000.0
  static let right = 980.0

  var svg = SVGText()
  private let id: String

  /// Begins a figure.
  ///
  /// - Parameters:
  ///   - id: names its title and description within the page.
  ///   - title: what it shows, for those who cannot see it.
  ///   - description: what is to be seen in it.
  ///   - height: in the drawing's units.
  init(id: String, title: String, description: String, height: Double) {
    self.id = id
    let size = "\(Self.number(Self.width)) \(Self.number(height))"
    svg.add(
      markup: "<svg viewBox=\"0 0 \(size)\" role=\"img\" "
        + "aria-labelledby=\"\(id)-title \(id)-desc\" "
        + "xmlns=\"http://www.w3.org/2000/svg\">")
    svg.add("title", ("id", "\(id)-title"), content: title)
    svg.add("desc", ("id", "\(id)-desc"), content: description)
  }

  mutating func finish() -> String {
    svg.add(markup: "</svg>")
    return svg.text
  }

  static func number(_ value: Double) -> String { SVGText.number(value) }

  /// About how wide a text of 12 units is.
  static func width(_ text: String) -> Double { Double(text.count) * 6.9 }

  /// Round numbers from zero to `most`, five at most.
  static func countTicks(upTo most: Int) -> [Int] {
    var power = 1
    while true {
      for step in [power, 2 * power, 5 * power] where step * 4 >= most {
        return Array(stride(from: 0, through: max(most, 1), by: step))
      }
      power *= 10
    }
  }

  mutating func text(
    _ content: String, x: Double, y: Double, anchor: String = "start",
    kind: String = "label"
  ) {
    svg.add(
      "text", ("class", kind), ("x", Self.number(x)), ("y", Self.number(y)),
      ("text-anchor", anchor), content: content)
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, kind: String
  ) {
    svg.add(
      "line", ("class", kind), ("x1", Self.number(x1)),
      ("y1", Self.number(y1)), ("x2", Self.number(x2)),
      ("y2", Self.number(y2)))
  }

  /// A box that tells what it is where a reader points at it.
  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    kind: String, hint: String? = nil
  ) {
    let place = [
      ("x", x), ("y", y), ("width", max(width, 1)), ("height", height),
    ].map { "\($0.0)=\"\(Self.number($0.1))\"" }.joined(separator: " ")
    hinted("rect", "class=\"\(kind)\" \(place)", hint)
  }

  /// A mark: each tone has its own shape.
  mutating func mark(
    _ tone: ReportTone, x: Double, y: Double, hint: String? = nil
  ) {
    func at(_ dx: Double, _ dy: Double) -> String {
      Self.number(x + dx) + " " + Self.number(y + dy)
    }
    let path =
      switch tone {
      case .good:
        "M\(at(-4, 0)) a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0 Z"
      case .bad:
        "M\(at(-4, -4)) L\(at(4, 4)) M\(at(4, -4)) L\(at(-4, 4))"
      case .caution: "M\(at(0, -5)) L\(at(5, 4)) L\(at(-5, 4)) Z"
      case .event: "M\(at(0, -6)) L\(at(0, 6))"
      }
    hinted("path", "class=\"mark-\(tone.rawValue)\" d=\"\(path)\"", hint)
  }

  private mutating func hinted(
    _ name: String, _ attributes: String, _ hint: String?
  ) {
    guard let hint else {
      svg.add(markup: "<\(name) \(attributes)/>")
      return
    }
    svg.add(
      markup: "<\(name) \(attributes)><title>\(SVGText.escape(hint))</title>"
        + "</\(name)>")
  }
}
