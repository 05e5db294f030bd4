// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// A report as one HTML file that needs nothing else: no script, no network.
public struct ReportPage {
  /// Rows of the longest tables; the CSV beside the page has all.
  static let rowCountMax = 400

  let model: ReportModel
  var html = SVGText()

  /// The page's text.
  public static func html(_ model: ReportModel) -> String {
    var page = ReportPage(model: model)
    return page.write()
  }

  private mutating func write() -> String {
    html.add(markup: "<!DOCTYPE html>\n<html lang=\"en\">\n<head>")
    html.add(markup: "<meta charset=\"utf-8\">")
    html.add(
      markup: "<meta name=\"viewport\" "
        + "content=\"width=device-width, initial-scale=1\">")
    html.add(
      markup: "<meta name=\"color-scheme\" content=\"light dark\">")
    html.add("title", content: model.title)
    html.add(markup: "<style>\n\(ReportStyle.css)</style>")
    html.add(markup: "</head>\n<body>\n<main>")
    addHead()
    addDifferences()
    addTimeline()
    addRefusals()
    addExchanges()
    addLatencies()
    addStores()
    addChecks()
    addVerdicts()
    addEvents()
    html.add(markup: "</main>\n</body>\n</html>")
    return html.text
  }

  private mutating func addHead() {
    html.add("h1", content: model.title)
    html.add("p", content: model.summary)
    let failed = model.differences.count
    if !model.checks.isEmpty {
      let checks = CountText.text(model.checks.count, "check")
      let text =
        failed == 0
        ? "As expected: all \(checks) held."
        : "Not as expected: \(failed) of \(checks) did not hold."
      html.add(
        "p", ("id", "judgement"),
        ("class", failed == 0 ? "judgement held" : "judgement failed"),
        content: text)
    }
    let accepted = model.verdicts.count { $0.reason == nil }
    let facts: [(String, String)] = [
      ("Accepted", "\(accepted)"),
      ("Refused", "\(model.verdicts.count - accepted)"),
      (
        "Proved",
        "\(model.exchanges.count { $0.outcome == .proved }) of "
          + "\(model.exchanges.count)"
      ),
      ("Began", began),
      ("Lasted", ReportTime.text(model.durationNanoseconds)),
    ]
    html.add(markup: "<dl class=\"facts\">")
    for (name, value) in facts + model.figures.map({ ($0.name, "\($0.count)") })
    {
      html.add(markup: "<div>")
      html.add("dt", content: name)
      html.add("dd", content: value)
      html.add(markup: "</div>")
    }
    html.add(markup: "</dl>")
    html.add("p", ("class", "basis"), content: model.basis.sentence)
    html.add("p", content: "The line that makes this report again:")
    html.add(
      markup: "<pre id=\"command\"><code>\(SVGText.escape(model.command))"
        + "</code></pre>")
  }

  private var began: String {
    let text = SecondsText.text(model.originSeconds)
    return model.originSeconds <= SecondsText.lastSeconds
      ? text : "at no date: \(text) is after the year 9999"
  }

  mutating func section(_ id: String, _ title: String) {
    html.add(markup: "<section id=\"\(id)\">")
    html.add("h2", content: title)
  }

  mutating func endSection() { html.add(markup: "</section>") }

  /// A figure; on narrow paper it is scrolled rather than shrunk.
  mutating func figure(_ svg: String, caption: String) {
    html.add(
      markup: "<figure><div class=\"paper\" tabindex=\"0\" role=\"group\" "
        + "aria-label=\"\(SVGText.escape(caption))\">")
    html.add(markup: svg + "</div>")
    html.add("figcaption", content: caption)
    html.add(markup: "</figure>")
  }
}
