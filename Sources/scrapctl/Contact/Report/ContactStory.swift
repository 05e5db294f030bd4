// SPDX-License-Identifier: Apache-2.0

import ScrapReport
import ScrapVerifier

/// Contacts and the satellite's lives in one order of time.
struct ContactStory {
  private let contacts: [[EventLine]]
  /// The satellite's events, from one start to its end each.
  private let lives: [[EventLine]]
  /// The first event's counter.
  private let origin: UInt64
  private let end: UInt64

  init(contacts: [[EventLine]], lives: [[EventLine]]) {
    self.contacts = contacts.filter { !$0.isEmpty }
    self.lives = lives.filter { !$0.isEmpty }
    let counters = (contacts + lives).joined().map(\.counterNs)
    origin = counters.min() ?? 0
    end = counters.max() ?? 0
  }

  /// Whether there is a contact from its first event on.
  var isWhole: Bool {
    !contacts.isEmpty
      && contacts.allSatisfy { $0[0].event == "opened" }
      && contacts[0][0].unixSeconds != nil
  }

  /// What a report tells of it.
  func model(title: String, command: String) -> ReportModel {
    let first = contacts[0][0]
    let began = (first.counterNs - origin) / 1_000_000_000
    var model = ReportModel(
      title: title,
      summary:
        "\(contacts.count) contacts over UDP with the satellite at "
        + "\(first.target ?? "an address"), which was started "
        + "\(lives.count) times.",
      basis: .wall(machine: Machine.name),
      originSeconds: (first.unixSeconds ?? 0) - began,
      durationNanoseconds: end - origin, command: command)
    model.lanes = [
      contactLane, requestLane, answerLane, verdictLane, clockLane, lifeLane,
    ]
    model.exchanges = contacts.flatMap { exchanges($0) }
    model.verdicts = verdicts
    model.figures = [
      ReportFigure(
        "Datagrams ignored",
        contacts.joined().count { $0.event == "ignored" }),
      ReportFigure("Restarts", max(0, lives.count - 1)),
    ]
    return model
  }

  private func at(_ line: EventLine) -> UInt64 { line.counterNs - origin }

  private var satellite: String { contacts[0][0].target ?? "" }

  private func exchanges(_ contact: [EventLine]) -> [ReportExchange] {
    let numbers = Set(contact.compactMap(\.exchange)).sorted()
    return numbers.compactMap { number in
      let lines = contact.filter { $0.exchange == number }
      guard let sent = lines.first(where: { $0.event == "request_sent" }),
        let ended = lines.last(where: { $0.event == "ended" })
      else { return nil }
      let refusal = lines.last { $0.event == "reject_verified" }
      let answer =
        ended.acceptMicroseconds.map { $0 * 1000 }
        ?? refusal.map { $0.counterNs - sent.counterNs }
      return ReportExchange(
        request: sent.taskId ?? "", commander: "commander",
        target: satellite, sentAt: at(sent),
        attemptCount: lines.count { $0.event == "request_sent" },
        outcome: ReportExchange.Outcome(rawValue: ended.state ?? "")
          ?? .unanswered,
        refusal: ended.state == "refused" ? refusal?.reason : nil,
        answerNanoseconds: answer,
        proofNanoseconds: ended.proofMicroseconds.map { $0 * 1000 })
    }
  }

  private var verdicts: [ReportVerdict] {
    lives.joined().filter { $0.event == "request" }.map { line in
      ReportVerdict(
        at: at(line), target: satellite, sender: line.peer ?? "",
        request: line.taskId ?? "", reason: Self.reason(line.reason),
        chainIndex: line.chainIndex, offset: line.offset)
    }
  }

  private static func reason(_ name: String?) -> Reason? {
    guard let name else { return nil }
    return (UInt16(1)...UInt16(255)).lazy
      .compactMap { Reason(rawValue: $0) }
      .first { "\($0.name)" == name }
  }
}

// The bands of the timeline
extension ContactStory {
  private var contactLane: ReportLane {
    ReportLane(
      "contacts",
      spans: contacts.enumerated().map { index, lines in
        ReportLane.Span(
          from: at(lines[0]), to: at(lines[lines.count - 1]), .good,
          "contact \(index + 1)")
      })
  }

  private func mark(
    _ line: EventLine, _ tone: ReportTone, _ word: String
  ) -> ReportLane.Mark {
    ReportLane.Mark(at: at(line), tone, "\(line.taskId ?? "") \(word)")
  }

  private var requestLane: ReportLane {
    ReportLane(
      "sent",
      marks: contacts.joined().compactMap { line in
        let isAgain = (line.attempt ?? 1) > 1
        return switch line.event {
        case "request_sent":
          mark(line, isAgain ? .caution : .event, "request")
        case "binding_sent":
          mark(line, isAgain ? .caution : .event, "binding")
        default: nil
        }
      })
  }

  private var answerLane: ReportLane {
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

  private var verdictLane: ReportLane {
    ReportLane(
      "verdicts",
      marks: lives.joined().filter { $0.event == "request" }.map { line in
        let word = line.reason ?? "accept"
        let tone: ReportTone =
          line.reason == nil
          ? .good : word == "already_accepted" ? .caution : .bad
        return mark(line, tone, word)
      })
  }

  private var clockLane: ReportLane {
    ReportLane("clock", spans: lives.flatMap { clockSpans($0) })
  }

  private func clockSpans(_ life: [EventLine]) -> [ReportLane.Span] {
    let changes = life.filter { $0.event == "clock" }
    let ends = changes.dropFirst().map { at($0) } + [at(life[life.count - 1])]
    return zip(changes, ends).map { line, end in
      let isTrusted = line.trusted == true
      return ReportLane.Span(
        from: at(line), to: max(end, at(line)), isTrusted ? .good : .bad,
        line.reason ?? (isTrusted ? "trusted" : "untrusted"))
    }
  }

  /// On, and off in between; an end that was not ordered is a power cut.
  private var lifeLane: ReportLane {
    var spans: [ReportLane.Span] = []
    var marks: [ReportLane.Mark] = []
    for (index, life) in lives.enumerated() {
      let last = life[life.count - 1]
      spans.append(
        ReportLane.Span(from: at(life[0]), to: at(last), .good, "on"))
      guard index + 1 < lives.count else { continue }
      let next = at(lives[index + 1][0])
      let isCut = last.event != "stopped"
      spans.append(
        ReportLane.Span(
          from: at(last), to: max(next, at(last)), .bad,
          isCut ? "power cut" : "off"))
      if isCut {
        marks.append(
          ReportLane.Mark(
            at: at(last), .bad, "the last that was heard before a power cut"))
      }
    }
    return ReportLane("power", spans: spans, marks: marks)
  }
}
