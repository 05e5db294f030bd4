// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport
import Testing

/// Terminals of every size and kind, stopped and woken, under
/// `scrapctl contact`.
@Suite(.serialized) struct ContactTerminalTests {
  /// What stands between one line's place and the next one's.
  private func expect(
    _ text: some StringProtocol, columns: Int, rows: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var lineCount = 0
    for part in String(text).split(separator: "\u{1b}[2K").dropFirst() {
      let plain = String(part).replacing(/\u{1b}\[[0-9]+m/, with: "")
      let line = plain.prefix { $0 != "\u{1b}" }
      #expect(line.count <= columns, sourceLocation: sourceLocation)
      lineCount += 1
    }
    #expect(lineCount > 2, sourceLocation: sourceLocation)
    for match in String(text).matches(of: /\u{1b}\[([0-9]+);1H/) {
      #expect(Int(match.1) ?? 999 <= rows, sourceLocation: sourceLocation)
    }
  }

  /// A contact on a terminal, once its exchange is proved.
  private func withProvedContact(
    _ body: (_ run: TerminalRun) throws -> Void
  ) throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try ContactViewTests.start(peer, scratch)
    defer { run.vanish() }
    run.await("  proved")
    try body(run)
  }

  @Test(arguments: [(100, 30), (72, 12), (37, 9), (20, 24), (20, 3), (1, 1)])
  func everySizeIsRespectedAndTheStateIsSeen(
    columns: Int, rows: Int
  ) throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try ContactViewTests.start(
      peer, scratch, columns: UInt16(columns), rows: UInt16(rows))
    defer { run.vanish() }
    if columns >= 20 { run.await("proved") }
    if rows > 6 {
      run.await("task_id")
      run.await(columns >= 37 ? "q quit" : "q r s")
    }
    usleep(700_000)
    run.press("q")
    #expect(try run.finish().status == 0)
    usleep(100_000)
    expect(run.text, columns: columns, rows: rows)
    try ContactViewTests.expectRestored(run)
  }

  @Test func noColourIsShownWhereNoneIsWanted() throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try ContactViewTests.start(
      peer, scratch, environment: ["NO_COLOR": "1"])
    defer { run.vanish() }
    run.await("  proved")
    run.press("q")
    #expect(try run.finish().status == 0)
    #expect(!run.text.contains(/\u{1b}\[[0-9]+m/))
  }

  /// Lines, and no end to be waited for.
  @Test(arguments: ["dumb", ""])
  func aTerminalThatCannotDrawGetsLines(name: String) throws {
    let scratch = try Scratch()
    let peer = DatagramPeer.satellite()
    defer { peer.end() }
    let run = try ContactViewTests.start(
      peer, scratch, environment: ["TERM": name])
    defer { run.vanish() }
    #expect(try run.finish().status == 0)
    run.await("proved: accept after")
    #expect(!run.text.contains("\u{1b}"))
    #expect(try run.settingsNow.c_lflag == run.settings.c_lflag)
  }

  @Test func aWindowThatShrinksAndGrowsIsDrawnAnew() throws {
    try withProvedContact { run in
      for (columns, rows) in [(24, 8), (90, 20)] {
        run.resize(columns: UInt16(columns), rows: UInt16(rows))
        // A picture that was under way; then only those of the new size.
        usleep(300_000)
        let before = run.text.count
        usleep(500_000)
        expect(run.text.dropFirst(before), columns: columns, rows: rows)
      }
      try quit(run)
    }
  }

  @Test func stoppedItGivesTheTerminalBackAndTakesItAgain() throws {
    try withProvedContact { run in
      kill(run.process.processIdentifier, SIGTSTP)
      try run.await { try run.state == "T" }
      usleep(100_000)
      try ContactViewTests.expectRestored(run)
      let before = run.text.count
      try wake(run)
      run.await { run.text.dropFirst(before).contains("  proved") }
      try quit(run)
    }
  }

  /// Wakes it, and waits until the line is its own again.
  private func wake(_ run: TerminalRun) throws {
    kill(run.process.processIdentifier, SIGCONT)
    try run.await {
      try run.settingsNow.c_lflag & tcflag_t(ICANON | ECHO) == 0
    }
  }

  /// Leaves it by its key: the line is as it was.
  private func quit(_ run: TerminalRun) throws {
    run.press("q")
    #expect(try run.finish().status == 0)
    usleep(100_000)
    try ContactViewTests.expectRestored(run)
  }

  /// A shell that stops it with SIGSTOP sets the line as it likes it.
  @Test func wokenItSetsTheTerminalAgain() throws {
    try withProvedContact { run in
      kill(run.process.processIdentifier, SIGSTOP)
      try run.await { try run.state == "T" }
      run.set(run.settings)
      try wake(run)
      try quit(run)
    }
  }

  /// Another program sets the same line so that a read waits for keys.
  @Test func aLineThatSomebodyElseSetsStopsNothing() throws {
    try withProvedContact { run in
      var settings = try run.settingsNow
      withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VMIN)] = 1 }
      run.set(settings)
      usleep(500_000)
      let before = run.text.count
      run.await { run.text.count > before }
      try quit(run)
    }
  }

  @Test func cuttingThePowerOfNobodyIsTold() throws {
    try withProvedContact { run in
      #expect(!run.text.contains("c cut power"))
      run.press("c")
      run.await("power not cut: there is no process to kill, see --process")
      try quit(run)
    }
  }
}
