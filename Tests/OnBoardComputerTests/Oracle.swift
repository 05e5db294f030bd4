// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A plain list of what was asked, answered and run, and the promises that it
/// must keep: S1, S2, S3 and L1.
struct Oracle {
  /// One token, with two requests that both want it.
  private struct Pair {
    var requests: [[UInt8]]
    var taskIDs: [String]
    /// The request that was accepted, and the whole accept.
    var accepted: (index: Int, accept: Reply)?
    /// Requests that were sent at all: one of them may be accepted without
    /// anybody having heard of it.
    var sent: Set<Int> = []
    var proof: [UInt8]?
    var binding: [UInt8]?
  }

  private let craft: Craft
  private let peer = Peer()
  private var pairs: [Pair] = []
  /// The task_ids of `accept` verdicts in all events.
  private var verdicts: [String: Int] = [:]
  /// The task_ids of requests that were answered, since it was emptied.
  private var answered: Set<String> = []
  private var rejectCount = 0
  private var proofCount = 0

  init(_ craft: Craft) { self.craft = craft }

  var acceptCount: Int { pairs.count { $0.accepted != nil } }

  var summary: String {
    "\(pairs.count) tokens, \(acceptCount) accepts heard, \(rejectCount) "
      + "rejects, \(proofCount) proofs, \(craft.runs.count) runs"
  }

  // MARK: Contacts

  /// One step of a contact: with an old token or a new one.
  mutating func contact(
    using random: inout TestRandom, while goesOn: () -> Bool
  ) throws {
    let isNew = pairs.isEmpty || random.below(2) == 0
    if isNew { try addPair() }
    let place =
      isNew ? pairs.count - 1 : max(0, pairs.count - 1 - random.below(40))
    let index = random.below(2)
    guard goesOn() else { return }
    ask(place, index, seconds: 0.05)
    guard goesOn(), let binding = pairs[place].binding else { return }
    peer.send(binding, to: craft.port)
    hear(seconds: 0.05)
  }

  private mutating func addPair() throws {
    let token = try craft.token()
    let number = pairs.count
    let taskIDs = ["T\(number)a", "T\(number)b"]
    pairs.append(
      Pair(
        requests: try taskIDs.map { try craft.request($0, token: token) },
        taskIDs: taskIDs))
  }

  private mutating func ask(_ place: Int, _ index: Int, seconds: Double) {
    pairs[place].sent.insert(index)
    peer.send(pairs[place].requests[index], to: craft.port)
    hear(seconds: seconds)
  }

  /// Asks again each half second, not at each answer to something else: late
  /// ones would have it ask faster than it is answered.
  private mutating func askUntilAnswered(_ place: Int, _ index: Int) -> Bool {
    let taskID = pairs[place].taskIDs[index]
    for _ in 0..<20 {
      if answered.contains(taskID) { break }
      ask(place, index, seconds: 0)
      for _ in 0..<20 where !answered.contains(taskID) {
        hear(seconds: 0.025)
      }
    }
    return answered.contains(taskID)
  }

  /// Takes every message that is there, each by what it says it answers.
  private mutating func hear(seconds: Double) {
    var wait = seconds
    while let reply = peer.receive(seconds: wait) {
      wait = 0
      let taskID = String(decoding: reply[0], as: UTF8.self)
      guard let named = find(taskID) else {
        Issue.record("an answer about nothing that was asked: \(taskID)")
        continue
      }
      if !reply.isProof { answered.insert(taskID) }
      if reply.isAccept { take(accept: reply, named.place, named.index) }
      if reply.isReject { take(reject: reply, named.place, named.index) }
      if reply.isProof { take(proof: reply, named.place, named.index) }
    }
  }

  private func find(_ taskID: String) -> (place: Int, index: Int)? {
    guard let place = Int(taskID.dropFirst().dropLast()),
      pairs.indices.contains(place),
      let index = pairs[place].taskIDs.firstIndex(of: taskID)
    else { return nil }
    return (place, index)
  }

  /// The answer about FRESH that is meant, among late ones about others.
  private func answer(
    to message: [UInt8], where isMeant: (Reply) -> Bool
  ) -> Reply? {
    for _ in 0..<20 {
      peer.send(message, to: craft.port)
      while let reply = peer.receive(seconds: 1) {
        if reply[0] == Array("FRESH".utf8), isMeant(reply) { return reply }
      }
    }
    return nil
  }

  // MARK: Judgements

  private mutating func take(accept: Reply, _ place: Int, _ index: Int) {
    #expect(accept.isSigned(by: craft.executorKey))
    if let before = pairs[place].accepted {
      #expect(before.index == index, "S1: both requests of \(place) accepted")
      #expect(before.accept.bytes == accept.bytes, "another accept (E-67)")
    } else {
      pairs[place].accepted = (index, accept)
      pairs[place].binding = try? craft.binding(
        pairs[place].requests[index], accept)
    }
  }

  private mutating func take(reject: Reply, _ place: Int, _ index: Int) {
    rejectCount += 1
    #expect(reject.isSigned(by: craft.executorKey))
    #expect(reject.reason == 102, "S3: refused for \(reject.reason)")
    #expect(
      pairs[place].accepted?.index != index,
      "an accept of \(place) was forgotten")
    // Somebody must have used it: the other request, heard of or not.
    #expect(pairs[place].sent.contains(1 - index), "S3: \(place) was not used")
  }

  private mutating func take(proof: Reply, _ place: Int, _ index: Int) {
    #expect(proof.proves(output: Array("done\n".utf8), by: craft.executorKey))
    #expect(pairs[place].accepted?.accept[6] == proof[4])
    if let before = pairs[place].proof {
      #expect(before == proof.bytes, "another proof of \(place)")
    } else {
      pairs[place].proof = proof.bytes
      proofCount += 1
    }
    #expect(craft.runs.contains(pairs[place].taskIDs[index]))
  }

  /// What the satellite says of itself since its last start.
  mutating func judgeEvents() {
    var isServing = false
    for event in craft.allEvents {
      if event.name == "listening" { isServing = true }
      guard event.name == "request", event.string("verdict") == "accept" else {
        continue
      }
      #expect(isServing, "S2: accepted before the start was over")
      #expect(event.has("time_lo"))
      verdicts[event.string("task_id") ?? "", default: 0] += 1
    }
    let runs = craft.runs
    #expect(Set(runs).count == runs.count, "S1: a task ran twice")
    for (index, pair) in pairs.enumerated() {
      let accepts = pair.taskIDs.reduce(0) { $0 + (verdicts[$1] ?? 0) }
      #expect(accepts <= 1, "S1: token \(index) was accepted twice")
      let both = pair.taskIDs.allSatisfy { runs.contains($0) }
      #expect(!both, "S1: token \(index) ran twice")
    }
  }

  /// Everything again, and something new.
  mutating func judgeEnd() throws {
    hear(seconds: 0.2)
    answered = []
    for place in pairs.indices {
      for index in 0..<2 {
        try #require(askUntilAnswered(place, index))
      }
      // With both asked, one of them has been accepted.
      #expect(pairs[place].accepted != nil, "S3: nothing took token \(place)")
    }
    let fresh = try craft.request("FRESH")
    let accept = try #require(answer(to: fresh) { !$0.isProof })
    #expect(accept.isAccept, "L1: a fresh token was refused")
    let binding = try craft.binding(fresh, accept)
    #expect(answer(to: binding) { $0.isProof } != nil, "L1: nothing ran")
    #expect(craft.runs.last == "FRESH")
  }
}
