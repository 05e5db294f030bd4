// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReport

// Links and relays
extension Simulation {
  /// Messages that a relay holds for the next contact; more are lost.
  private static let heldCountMax = 64

  /// Sends a message to the next node of its route. Without contact a relay
  /// holds it until there is; everybody else's is lost.
  func send(_ envelope: Envelope) {
    guard envelope.from != Self.eavesdropper,
      envelope.to != Self.eavesdropper,
      let index = links.firstIndex(
        where: { $0.joins(envelope.from, envelope.to) })
    else { return }
    guard links[index].isOpen(at: now) else {
      hold(envelope, for: index)
      return
    }
    let arrivals = links[index].send(at: now, from: envelope.from)
    if arrivals.isEmpty { lose(envelope, on: index, "lost on the way") }
    if arrivals.count > 1 {
      duplicateCount += 1
      linkMarks[index].append(
        ReportLane.Mark(at: now, .caution, "doubled, from \(envelope.from)"))
    }
    if !arrivals.isEmpty, arrivals.allSatisfy({ $0 > endAt }) {
      countLostAnswer(envelope)
    }
    for at in arrivals { queue.add(.arrival(envelope), at: at) }
  }

  private func hold(_ envelope: Envelope, for index: Int) {
    let relay = envelope.from
    guard scenario.relays.contains(relay) else {
      lose(envelope, on: index, "sent without contact")
      return
    }
    guard let opening = links[index].nextOpening(after: now) else {
      lose(envelope, on: index, "no contact any more")
      return
    }
    heldUntil = heldUntil.filter { $0.until > now }
    let heldCount = heldUntil.count { $0.relay == relay }
    guard heldCount < Self.heldCountMax else {
      lose(envelope, on: index, "no room in the relay")
      return
    }
    heldUntil.append((relay, opening))
    queue.add(.forward(envelope), at: opening)
  }

  private func lose(_ envelope: Envelope, on index: Int, _ why: String) {
    lostCount += 1
    countLostAnswer(envelope)
    linkMarks[index].append(
      ReportLane.Mark(at: now, .bad, "\(why), from \(envelope.from)"))
  }

  /// Remembers that an answer to the ground's command cannot come any more.
  private func countLostAnswer(_ envelope: Envelope) {
    guard let place = envelope.command, envelope.route.last == Scenario.ground
    else { return }
    commands[place].lostCount += 1
  }

  /// A message reaches a node.
  func arrive(_ envelope: Envelope) throws(GroundError) {
    guard envelope.isAtEnd else {
      var next = envelope
      next.hop += 1
      send(next)
      return
    }
    if let index = targetIndex(envelope.to) {
      arrive(envelope, at: index)
    } else if envelope.to == Scenario.ground {
      try arriveAtGround(envelope)
    } else if let exchange = envelope.exchange {
      try receive(envelope.bytes, exchange)
    }
  }
}
