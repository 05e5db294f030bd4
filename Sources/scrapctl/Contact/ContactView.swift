// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround

/// Draws a contact in lines of a given width.
struct ContactView {
  let columns: Int
  let rows: Int
  let hasColour: Bool

  /// Below this the two times are left out, so that the state can be seen.
  private static let wideColumnCount = 72
  private static let red = 31
  private static let green = 32
  private static let yellow = 33

  /// At most `rows` lines of at most `columns` characters.
  func lines(_ picture: ContactPicture) -> [String] {
    let head = [
      "contact \(picture.target)  "
        + "\(ContactEvent.seconds(picture.elapsedNanoseconds)) s",
      "datagrams: \(picture.sentCount) sent, "
        + "\(picture.receivedCount) received, "
        + "\(picture.ignoredCount) ignored; "
        + "\(picture.waitingCount) requests waiting",
      "", heading,
    ].map { cut($0) }
    let room = rows - head.count - 2
    guard room > 0 else {
      // How the exchanges stand, before what is to be said of them.
      let shown = picture.rows.suffix(max(0, rows - 1)).map { line($0) }
      return Array((shown + [cut(foot(picture))]).suffix(rows))
    }
    // Half for the exchanges, the other half and what is left for the events.
    let shown = picture.rows.suffix(max(1, room / 2)).map { line($0) }
    let events = picture.events.suffix(max(0, room - shown.count))
      .map { cut($0) }
    return head + shown + [""] + events + [cut(foot(picture))]
  }

  private var isWide: Bool { columns >= Self.wideColumnCount }

  private var heading: String {
    guard isWide else { return "  # task_id  state" }
    return "  #  \(Columns.left("task_id", 16)) \(Columns.left("what", 8))"
      + Columns.right("accept", 12) + Columns.right("proof", 13) + "  state"
  }

  /// The keys, in as many words as there is room for.
  private func foot(_ picture: ContactPicture) -> String {
    let keys =
      ["q quit", "r replay", "s spoof"]
      + (picture.hasProcess ? ["c cut power"] : [])
    let words = keys.joined(separator: "   ")
    return words.count <= columns
      ? words : keys.map { String($0.prefix(1)) }.joined(separator: " ")
  }

  private func line(_ row: ContactPicture.Row) -> String {
    let number = Columns.right("\(row.number)", 3)
    guard isWide else {
      let name = Columns.left(String(row.taskName.prefix(8)), 8)
      return coloured(cut("\(number) \(name) \(row.standing)"), colour(row))
    }
    let text =
      number + "  "
      + Columns.left(String(row.taskName.prefix(16)), 16) + " "
      + Columns.left(row.kind.rawValue, 8)
      + Columns.right(time(row.end.acceptNanoseconds), 12)
      + Columns.right(time(row.end.proofNanoseconds), 13)
      + "  " + row.standing
    return coloured(cut(text), colour(row))
  }

  private func time(_ nanoseconds: UInt64?) -> String {
    nanoseconds.map { ContactEvent.milliseconds($0) } ?? "-"
  }

  private func colour(_ row: ContactPicture.Row) -> Int? {
    switch row.end.state {
    case .ready, .requesting, .binding: nil
    case .proved: Self.green
    case .refused: Self.yellow
    case .unanswered: row.kind == .spoof ? Self.green : Self.red
    case .unproved: Self.red
    }
  }

  /// As much as there is room for, of text and nothing else.
  private func cut(_ text: String) -> String {
    String(PrintableText.escape(text).prefix(columns))
  }

  private func coloured(_ text: String, _ colour: Int?) -> String {
    guard hasColour, let colour else { return text }
    return "\u{1b}[\(colour)m\(text)\u{1b}[0m"
  }
}
