// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport

/// Contacts and the satellite's lives in one order of time.
struct ContactStory {
  let contacts: [[EventLine]]
  /// The satellite's events, from one start to its end each.
  let lives: [[EventLine]]
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

  /// What one start of a computer may last; counters further apart were never
  /// counted by one.
  private static let longestNanoseconds: UInt64 = 3_660 * 86_400_000_000_000

  /// Whether all of it can be of one computer since it was started.
  var isOfOneStart: Bool { end - origin <= Self.longestNanoseconds }

  /// Whether there is a contact from its first event on.
  var isWhole: Bool {
    !contacts.isEmpty
      && contacts.allSatisfy { $0[0].event == "opened" }
      && contacts[0][0].unixSeconds != nil
  }

  /// What a report tells of it.
  func model(title: String, command: String) -> ReportModel {
    let first = contacts[0][0]
    let began = at(first) / 1_000_000_000
    let now = first.unixSeconds ?? 0
    var model = ReportModel(
      title: title,
      summary: summary,
      basis: .wall(machine: Machine.name),
      originSeconds: now - min(now, began),
      durationNanoseconds: end - origin, command: command)
    model.lanes = [
      contactLane, requestLane, answerLane, verdictLane, clockLane,
      storeWriteLane, storeLane, powerLane,
    ]
    model.stores = stores
    model.exchanges = contacts.flatMap { exchanges($0) }
    model.verdicts = verdicts
    model.figures = [
      ReportFigure(
        "Datagrams ignored",
        contacts.joined().count { $0.event == "ignored" })
    ]
    if !lives.isEmpty {
      model.figures.append(ReportFigure("Restarts", lives.count - 1))
    }
    return model
  }

  /// Of starts only where the satellite has told of them.
  private var summary: String {
    let starts =
      lives.isEmpty
      ? "" : ", which was started \(CountText.text(lives.count, "time"))"
    let satellite = contacts[0][0].target ?? "an address"
    return CountText.text(contacts.count, "contact")
      + " over UDP with the satellite at \(satellite)\(starts)."
  }

  func at(_ line: EventLine) -> UInt64 { line.counterNs - origin }

  var satellite: String { contacts[0][0].target ?? "" }

  private func exchanges(_ contact: [EventLine]) -> [ReportExchange] {
    let byNumber = Dictionary(grouping: contact) { $0.exchange }
    return byNumber.keys.compactMap(\.self).sorted().compactMap { number in
      byNumber[number].flatMap { exchange($0) }
    }
  }

  /// What came of a request, from the answers that verified: an exchange that
  /// was broken off has no other end. A proof outweighs an accept, which
  /// outweighs a reject.
  private func exchange(_ lines: [EventLine]) -> ReportExchange? {
    func first(_ event: String) -> EventLine? {
      lines.first { $0.event == event }
    }
    guard let sent = first("request_sent") else { return nil }
    func elapsed(_ line: EventLine?) -> UInt64? {
      line.map { at($0) - min(at($0), at(sent)) }
    }
    let accept = first("accept_verified")
    let reject = first("reject_verified")
    let proof = first("proof_verified")
    let outcome: ReportExchange.Outcome =
      proof != nil
      ? .proved
      : accept != nil ? .unproved : reject != nil ? .refused : .unanswered
    return ReportExchange(
      request: sent.taskId ?? "", commander: "commander", target: satellite,
      sentAt: at(sent),
      attemptCount: lines.count { $0.event == "request_sent" },
      outcome: outcome, refusal: outcome == .refused ? reject?.reason : nil,
      answerNanoseconds: elapsed(accept ?? reject),
      proofNanoseconds: elapsed(proof))
  }

  private var verdicts: [ReportVerdict] {
    lives.joined().filter { $0.event == "request" }.map { line in
      ReportVerdict(
        at: at(line), target: satellite, sender: line.peer ?? "",
        request: line.taskId ?? "", reason: line.refusal,
        chainIndex: line.chainIndex.map(Int.init),
        offset: line.offset.map(Int.init), latencyNanoseconds: line.decisionNs)
    }
  }
}
