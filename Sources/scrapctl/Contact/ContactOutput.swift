// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// Where a contact is shown. When nobody can see it any more, it goes on
/// without, and tells so at its end.
struct ContactOutput {
  /// How it is shown.
  enum Mode {
    /// An event a line.
    case lines(OutputFormat)
    /// One picture on a terminal.
    case view
  }

  private static let periodNanoseconds: UInt64 = 200_000_000
  private static let escape: UInt8 = 0x1b
  /// No screen is higher.
  private static let eventCountMax = 200

  private let mode: Mode
  private let screen: TerminalScreen?
  /// Takes each event as JSON besides.
  private let record: EventFile?
  private var nextDrawNanoseconds: UInt64 = 0
  /// The latest events, for the view.
  private(set) var events: [String] = []
  /// Why nobody can see it any more.
  private(set) var fault: String?
  /// Why the file of events is not whole.
  var recordFault: String? { record?.fault }

  init(_ mode: Mode, record: EventFile?) {
    self.mode = mode
    self.record = record
    if case .view = mode { screen = TerminalScreen() } else { screen = nil }
  }

  /// Whether there is a view.
  var hasView: Bool { screen != nil && fault == nil }

  /// Begins.
  mutating func open() {
    guard let screen, fault == nil else { return }
    if !screen.enter() { lose("the terminal") }
    nextDrawNanoseconds = 0
  }

  /// Gives the terminal back.
  func close() { screen?.leave() }

  /// Shows no more.
  mutating func lose(_ what: String) {
    guard fault == nil else { return }
    fault = "\(what) was lost, the contact went on without"
    screen?.leave()
  }

  /// Shows an event.
  mutating func show(_ event: ContactEvent) {
    record?.write(event.json.line)
    guard fault == nil else { return }
    switch mode {
    case .view:
      events.append(event.text)
      if events.count > Self.eventCountMax { events.removeFirst() }
    case .lines(let format):
      do throws(Failure) {
        try Console.print(format == .json ? event.json.line : event.text)
      } catch {
        lose(error.message)
      }
    }
  }

  /// When the view is to be drawn next; nil without one.
  var deadlineNanoseconds: UInt64? { hasView ? nextDrawNanoseconds : nil }

  /// Draws the view if it is time.
  mutating func draw(_ picture: ContactPicture) {
    guard let screen, hasView,
      picture.elapsedNanoseconds >= nextDrawNanoseconds
    else { return }
    nextDrawNanoseconds = picture.elapsedNanoseconds + Self.periodNanoseconds
    let size = screen.size
    let view = ContactView(
      columns: size.columns, rows: size.rows, hasColour: Console.hasColour)
    if !screen.show(view.lines(picture)) { lose("the terminal") }
  }

  /// Draws at the next occasion: the terminal has another size.
  mutating func redraw() { nextDrawNanoseconds = 0 }

  /// The keys that were pressed; one that sends an escape and more is none,
  /// whatever letters are in it.
  mutating func keys() -> [UInt8] {
    guard let screen, hasView else { return [] }
    var keys: [UInt8] = []
    var isEscaped = false
    for _ in 0..<64 {
      let (byte, isThere) = screen.key()
      if !isThere { lose("the terminal") }
      guard let byte else { break }
      isEscaped = isEscaped || byte == Self.escape
      if !isEscaped { keys.append(byte) }
    }
    return keys
  }
}
