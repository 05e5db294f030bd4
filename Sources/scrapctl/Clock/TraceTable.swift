// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapGround
import ScrapVerifier

/// A replay for people: a row a step, less than 120 columns.
struct TraceTable {
  private let words: TraceWords
  private let sources: [ClockSourceName]
  private var hasHeader = false
  private var day: UInt64?

  private static let sourceWidth = 12

  init(_ words: TraceWords) {
    self.words = words
    self.sources = TraceStep.sourceNames.filter { words.sources.contains($0) }
  }

  /// The lines of a step; before the first one, the header.
  mutating func lines(_ replayed: ReplayedStep) -> [String] {
    var lines = hasHeader ? [] : header(replayed)
    hasHeader = true
    if replayed.step.isRestart { lines.append("-- restart") }
    if let confirmation = replayed.confirmation {
      lines.append("-- operator's reading: \(confirmation.word)")
    }
    if let time = replayed.decision.trustedTime,
      day != time.loSeconds / 86_400
    {
      day = time.loSeconds / 86_400
      lines.append("-- \(Self.calendar(time.loSeconds).prefix(10)) UTC")
    }
    lines.append(row(replayed))
    return lines
  }

  private func header(_ first: ReplayedStep) -> [String] {
    let origin =
      first.step.truthNanoseconds == nil
      ? "the interval's middle, or the latest one's, moved on by the counter"
      : "the truth"
    var lines = words.legend
    lines += [
      "",
      "Sources: state, seconds (m, h, d, y: minutes to years) from",
      "\(origin), and error bound in seconds.",
      "lo, hi: UTC, rounded outwards as the verifier takes them. width: seconds.",
      "",
    ]
    var columns = [Columns.right("counter s", 10)]
    columns += sources.map {
      Columns.left("\($0.name)", Self.sourceWidth)
    }
    columns += [
      Columns.left("lo", 8), Columns.left("hi", 8), "width",
      Columns.left("result", 7), Columns.left("reason", 16), "alarms",
    ]
    return lines + [columns.joined(separator: " ")]
  }

  private func row(_ replayed: ReplayedStep) -> String {
    let decision = replayed.decision
    var columns = [
      Columns.right(ClockText.counter(replayed.step.counterNanoseconds), 10)
    ]
    columns += sources.map { cell($0, replayed) }
    if let time = decision.trustedTime, let interval = decision.interval {
      columns += [time.loSeconds, time.hiSeconds].map {
        String(Self.calendar($0).dropFirst(11).prefix(8))
      }
      columns.append(
        Columns.right(ClockText.width(interval.widthNanoseconds), 5))
    } else {
      columns += [
        Columns.left("-", 8), Columns.left("-", 8), Columns.right("-", 5),
      ]
    }
    let isTrusted = decision.interval != nil
    columns.append(
      Console.colour(
        isTrusted ? 32 : 31,
        isTrusted ? "trusted" : "refused"))
    columns.append(Columns.left("\(decision.reason.name)", 16))
    columns.append(Self.letters(decision.alarms))
    return columns.joined(separator: " ")
  }

  private func cell(
    _ name: ClockSourceName, _ replayed: ReplayedStep
  ) -> String {
    let state = replayed.decision.state(name)
    let letter = "\(Character(Unicode.Scalar(state.letter)))"
    var text = ""
    if let offset = replayed.offset(name) {
      text =
        Columns.right(ClockText.offset(offset.center), 6) + "±"
        + ClockText.bound(offset.error)
    }
    let cell = Columns.left(letter + text, Self.sourceWidth)
    return Console.colour(Self.colour(state), cell)
  }

  private static func colour(_ state: ClockSourceState) -> Int {
    switch state {
    case .agreed: 32
    case .absent: 2
    default: state.isWitness ? 31 : 33
    }
  }

  private static func letters(_ alarms: ClockAlarms) -> String {
    let letters = (0..<ClockAlarms.count)
      .filter { alarms.rawValue >> $0 & 1 == 1 }
      .map { ClockAlarms.letter(index: $0) }
    return letters.isEmpty ? "-" : String(decoding: letters, as: UTF8.self)
  }

  /// `2027-01-15T08:00:00Z`.
  private static func calendar(_ seconds: UInt64) -> Substring {
    SecondsText.text(seconds).drop { $0 != "(" }.dropFirst().dropLast()
  }
}

// The end
extension TraceTable {
  /// The lines that tell what all steps came to.
  func lines(_ summary: TraceSummary) -> [String] {
    var lines = [
      "",
      "steps    \(summary.stepCount), with trusted time "
        + Self.share(summary.trustedCount, summary.stepCount),
    ]
    lines += sources.map { name in
      Columns.left("\(name.name)", 11) + "agreed in "
        + Self.share(
          summary.agreedCounts[Int(name.rawValue)], summary.stepCount)
    }
    let alarms = summary.alarmCounts.indices
      .filter { summary.alarmCounts[$0] > 0 }
      .map { "\(ClockAlarms.name(index: $0)) \(summary.alarmCounts[$0])" }
    lines.append(
      "alarms   " + (alarms.isEmpty ? "none" : alarms.joined(separator: ", ")))
    guard summary.judgedCount > 0 else { return lines }
    lines.append(
      "truth    held by "
        + Self.share(summary.heldCount, summary.judgedCount) + " intervals")
    if summary.worstMissStep > 0 {
      lines.append(
        "         worst miss "
          + ExactSeconds.text(counter: summary.worstMissNanoseconds)
          + " s in step \(summary.worstMissStep)")
    }
    return lines
  }

  private static func share(_ part: UInt64, _ whole: UInt64) -> String {
    let thousandths = whole == 0 ? 0 : part * 1000 / whole
    return "\(part) of \(whole) (\(thousandths / 10).\(thousandths % 10) %)"
  }
}
