// SPDX-License-Identifier: Apache-2.0

/// A table of a page.
struct PageTable {
  /// How a column is set.
  enum Column {
    case text(String)
    case number(String)
    /// Names of the protocol and of this run.
    case code(String)

    var heading: String {
      switch self {
      case .text(let heading), .number(let heading), .code(let heading):
        heading
      }
    }

    var kind: String {
      switch self {
      case .text: "text"
      case .number: "number"
      case .code: "code"
      }
    }
  }

  let id: String
  let caption: String
  let columns: [Column]
  private(set) var rows: [(cells: [String], tone: ReportTone?)] = []

  init(id: String, caption: String, _ columns: [Column]) {
    self.id = id
    self.caption = caption
    self.columns = columns
  }

  /// Adds a row, as many cells as columns.
  mutating func add(_ cells: [String], tone: ReportTone? = nil) {
    precondition(cells.count == columns.count, "a cell a column")
    rows.append((cells, tone))
  }

  /// The table's markup.
  func write(to html: inout SVGText) {
    html.add(markup: "<div class=\"paper\"><table id=\"\(id)\">")
    html.add("caption", content: caption)
    html.add(markup: "<thead><tr>")
    for column in columns {
      html.add(
        "th", ("scope", "col"), ("class", column.kind),
        content: column.heading)
    }
    html.add(markup: "</tr></thead>\n<tbody>")
    for row in rows {
      let tone = row.tone.map { " class=\"\($0.rawValue)\"" } ?? ""
      html.add(markup: "<tr\(tone)>")
      for (column, cell) in zip(columns, row.cells) {
        html.add("td", ("class", column.kind), content: cell)
      }
      html.add(markup: "</tr>")
    }
    html.add(markup: "</tbody></table></div>")
  }
}
