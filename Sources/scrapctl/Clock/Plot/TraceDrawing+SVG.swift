// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround

extension TraceDrawing {
  /// The drawing as SVG, 1000 pixels wide.
  func svg(title: String) -> String {
    let frame = PlotFrame(all)
    let sources = TraceStep.sourceNames.filter { name in
      frame.columns.contains { $0.states[Int(name.rawValue)] != .absent }
    }
    var sheet = PlotSheet(frame: frame, sources: sources)
    sheet.begin(title: "Trusted time: " + title, note: note(frame))
    sheet.addGrid()
    sheet.addRefusals()
    sheet.addInterval()
    for name in sources { sheet.addSource(name) }
    sheet.addTruth()
    sheet.addEvents()
    sheet.addBorder(
      yTitle: frame.columns.contains { $0.truth != nil }
        ? "from the truth" : "from the interval's middle")
    sheet.addRows()
    return sheet.finish()
  }

  private func note(_ frame: PlotFrame) -> String {
    let trusted = frame.columns.filter { $0.reason.isTrusted }.count
    let count = frame.columns.count
    return stepsPerColumn > 1
      ? "\(stepsPerColumn) steps are drawn as one; the worst of them shows"
      : "\(count) step\(count == 1 ? "" : "s"), \(trusted) with trusted time"
  }
}
