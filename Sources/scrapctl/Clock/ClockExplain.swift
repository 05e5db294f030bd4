// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapClock
import ScrapGround

/// `scrapctl clock explain`.
struct ClockExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Replay a trace of clock readings and say what time it was.",
    discussion: """
      A trace has one JSON object a line: counter_seconds (the monotonic \
      counter) and maybe gps, gps_second, ntp, rtc (each unix_seconds, \
      error_seconds, taken_seconds, health), operator (unix_seconds, \
      error_seconds, drawn_seconds), time_mark_seconds, truth_seconds, \
      "restart": true. Its first line may be {"policy": {...}}.

      Exit status: 0 trusted time in every step, 2 none in some step, 64 wrong \
      usage, 65 unreadable trace, 74 the output cannot be written.
      """)

  @Argument(help: "The trace: a file, or - for standard input.")
  var trace: String
  @OptionGroup var output: FormatOptions
  @Option(
    help: ArgumentHelp(
      "Draw sources, interval and truth, too; replaced whole.",
      valueName: "file.svg"))
  var plot: String?
  @Option(
    help: ArgumentHelp(
      "No time before this is believed, Unix seconds; goes before the trace's.",
      valueName: "seconds"))
  var earliest: UInt64?
  @Option(
    help: ArgumentHelp(
      "By how much the monotonic counter may err; goes before the trace's.",
      valueName: "number"))
  var oscillatorPartsPerBillion: UInt32?

  func validate() throws {
    var policy = ClockPolicy(earliestSeconds: 0)
    change(&policy)
    guard policy.isPossible else {
      throw ValidationError(
        "Expected --earliest below 4294967296 and "
          + "--oscillator-parts-per-billion from 1 to 1000000.")
    }
  }

  func run() throws {
    let file = try TraceFile(trace)
    var answer = try answer(file)
    var drawing: TraceDrawing? = plot == nil ? nil : TraceDrawing()
    var failure: Failure?
    do throws(Failure) {
      try file.replay(changing: change) { step throws(Failure) in
        try answer.add(step)
        drawing?.add(step)
      }
    } catch {
      failure = error
    }
    let summary = file.summary
    if failure == nil { try answer.finish(summary) }
    if let plot, let drawing, summary.stepCount > 0 {
      try TextFile.write(drawing.svg(title: file.title), to: plot)
    }
    if let failure { throw failure }
    if file.isEarliestUnknown, summary.alarmCounts[Self.leapIndex] > 0 {
      Console.report(
        "no --earliest and no earliest_seconds: above a time mark of 0 every "
          + "first fix is a leap")
    }
    if summary.trustedCount < summary.stepCount {
      throw ExitCode(Failure.refused)
    }
  }

  private func answer(_ file: TraceFile) throws(Failure) -> TraceAnswer {
    guard output.format == .text else { return .json }
    try file.keep()
    // What the header tells is known at the end only; a trace that ends in an
    // error is told about in the second pass.
    var words = TraceWords()
    do throws(Failure) {
      try file.replay(changing: change) { step in words.add(step) }
    } catch {
      if words.isEmpty { throw error }
    }
    file.rewind()
    return .text(TraceTable(words))
  }

  private static var leapIndex: Int {
    ClockAlarms.leap.rawValue.trailingZeroBitCount
  }

  private func change(_ policy: inout ClockPolicy) {
    if let earliest { policy.earliestSeconds = earliest }
    if let oscillatorPartsPerBillion {
      policy.oscillatorPartsPerBillion = oscillatorPartsPerBillion
    }
  }
}
