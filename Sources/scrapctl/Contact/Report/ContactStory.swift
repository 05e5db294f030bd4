// SPDX-License-Identifier: Apache-2.0

import ScrapReport
import ScrapVerifier

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
      summary:
        "\(contacts.count) contacts over UDP with the satellite at "
        + "\(first.target ?? "an address"), which was started "
        + "\(lives.count) times.",
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
        contacts.joined().count { $0.event == "ignored" }),
      ReportFigure("Restarts", max(0, lives.count - 1)),
    ]
    return model
  }

  func at(_ line: EventLine) -> UInt64 { line.counterNs - origin }

  var satellite: String { contacts[0][0].target ?? "" }

  private func exchanges(_ contact: [EventLine]) -> [ReportExchange] {
    let numbers = Set(contact.compactMap(\.exchange)).sorted()
    return numbers.compactMap { number in
      let lines = contact.filter { $0.exchange == number }
      guard let sent = lines.first(where: { $0.event == "request_sent" }),
        let ended = lines.last(where: { $0.event == "ended" })
      else { return nil }
      let refusal = lines.last { $0.event == "reject_verified" }
      let answer =
        Self.nanoseconds(ended.acceptMicroseconds)
        ?? refusal.map { at($0) - min(at($0), at(sent)) }
      return ReportExchange(
        request: sent.taskId ?? "", commander: "commander",
        target: satellite, sentAt: at(sent),
        attemptCount: lines.count { $0.event == "request_sent" },
        outcome: ReportExchange.Outcome(rawValue: ended.state ?? "")
          ?? .unanswered,
        refusal: ended.state == "refused" ? refusal?.reason : nil,
        answerNanoseconds: answer,
        proofNanoseconds: Self.nanoseconds(ended.proofMicroseconds))
    }
  }

  private static func nanoseconds(_ microseconds: UInt64?) -> UInt64? {
    microseconds.map {
      let (product, isBeyond) = $0.multipliedReportingOverflow(by: 1000)
      return isBeyond ? .max : product
    }
  }

  private var verdicts: [ReportVerdict] {
    lives.joined().filter { $0.event == "request" }.map { line in
      ReportVerdict(
        at: at(line), target: satellite, sender: line.peer ?? "",
        request: line.taskId ?? "", reason: Self.reason(line.reason),
        chainIndex: line.chainIndex.map(Int.init),
        offset: line.offset.map(Int.init), latencyNanoseconds: line.decisionNs)
    }
  }

  private static func reason(_ name: String?) -> Reason? {
    guard let name else { return nil }
    return (UInt16(1)...UInt16(255)).lazy
      .compactMap { Reason(rawValue: $0) }
      .first { "\($0.name)" == name }
  }
}
