// SPDX-License-Identifier: Apache-2.0

import ScrapReport
import ScrapVerifier

// The bands of the timeline
extension ContactStory {
  var contactLane: ReportLane {
    ReportLane(
      "contacts",
      spans: contacts.enumerated().map { index, lines in
        ReportLane.Span(
          from: at(lines[0]), to: end(of: lines), .good,
          "contact \(index + 1)")
      })
  }

  /// When the last of them was told; not before the first, whatever counters
  /// say.
  private func end(of lines: [EventLine]) -> UInt64 {
    max(at(lines[0]), at(lines[lines.count - 1]))
  }

  func mark(
    _ line: EventLine, _ tone: ReportTone, _ word: String
  ) -> ReportLane.Mark {
    let label = line.taskId.map { "\($0) \(word)" } ?? word
    return ReportLane.Mark(at: at(line), tone, label)
  }

  var requestLane: ReportLane {
    ReportLane(
      "sent",
      marks: contacts.joined().compactMap { line in
        let isAgain = (line.attempt ?? 1) > 1
        return switch line.event {
        case "request_sent":
          mark(line, isAgain ? .caution : .event, "request")
        case "binding_sent":
          mark(line, isAgain ? .caution : .event, "binding")
        case "link_fault": mark(line, .bad, line.cause ?? "no way there")
        default: nil
        }
      })
  }

  var answerLane: ReportLane {
    ReportLane(
      "answers",
      marks: contacts.joined().compactMap { line in
        switch line.event {
        case "accept_verified": mark(line, .good, "accept")
        case "proof_verified": mark(line, .good, "proof")
        case "reject_verified": mark(line, .bad, line.reason ?? "reject")
        case "ignored": mark(line, .caution, line.why ?? "ignored")
        case "gave_up": mark(line, .bad, "no answer")
        default: nil
        }
      })
  }

  var verdictLane: ReportLane {
    ReportLane(
      "verdicts",
      marks: lives.joined().filter { $0.event == "request" }.map { line in
        let tone: ReportTone =
          line.isAccept
          ? .good : line.refusal == .alreadyAccepted ? .caution : .bad
        return mark(line, tone, line.reason ?? "accept")
      })
  }

  var clockLane: ReportLane {
    ReportLane("clock", spans: lives.flatMap { clockSpans($0) })
  }

  private func clockSpans(_ life: [EventLine]) -> [ReportLane.Span] {
    let changes = life.filter { $0.event == "clock" }
    let ends = changes.dropFirst().map { at($0) } + [at(life[life.count - 1])]
    return zip(changes, ends).map { line, end in
      let isTrusted = line.trusted == true
      return ReportLane.Span(
        from: at(line), to: max(end, at(line)), isTrusted ? .good : .bad,
        (line.reason ?? (isTrusted ? "trusted" : "untrusted"))
          + (line.simulated == true ? ", simulated" : ""))
    }
  }

  /// On, and off in between; an end that was not ordered is a power cut.
  var powerLane: ReportLane {
    var spans: [ReportLane.Span] = []
    var marks = contacts.joined().filter { $0.event == "power_cut" }.map {
      mark($0, .bad, "power cut by the commander's key")
    }
    for (index, life) in lives.enumerated() {
      let last = life[life.count - 1]
      spans.append(
        ReportLane.Span(from: at(life[0]), to: end(of: life), .good, "on"))
      guard index + 1 < lives.count else { continue }
      let next = at(lives[index + 1][0])
      let isCut = last.event != "stopped"
      spans.append(
        ReportLane.Span(
          from: at(last), to: max(next, at(last)), .bad,
          isCut ? "power cut" : "off"))
      if isCut {
        marks.append(mark(last, .bad, "the last heard before a power cut"))
      }
    }
    marks.sort { $0.at < $1.at }
    return ReportLane("power", spans: spans, marks: marks)
  }
}
