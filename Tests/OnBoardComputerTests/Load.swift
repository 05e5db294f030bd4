// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What commanders send at a busy target, sixteen at a time: six fresh tokens,
/// four requests again, two others for used tokens, an expired token, a forged
/// signature, two of junk; and a binding now and then.
struct Load {
  /// What one message is answered with.
  private enum Answer {
    case accept
    /// The very accept that came before.
    case accepted([UInt8])
    case reject
    case nothing
  }

  private struct Accepted {
    let request: [UInt8]
    let token: [UInt8]
    let accept: [UInt8]
    let since: Date
  }

  private typealias Batch = [(message: [UInt8], taskID: String, Answer)]

  private let craft: Craft
  /// More than the satellite knows at a time.
  private let peers = (1...80).map { Peer(host: "127.0.2.\($0)") }
  private var random: TestRandom
  private var junk: Junk
  private var recent: [Accepted] = []
  private var turnCount = 0
  private var next: Batch = []
  /// TaskRequests that were sent.
  private(set) var requestCount = 0
  private(set) var unansweredCount = 0
  private var acceptCount = 0
  private var againCount = 0
  private var rejectCount = 0
  private var noRoomCount = 0
  private var proofCount = 0

  init(_ craft: Craft, _ random: TestRandom) {
    self.craft = craft
    self.random = random
    junk = Junk(of: [[1, 0, 3, 0, 1, 2]], random)
  }

  var summary: String {
    "\(acceptCount) accepted, \(againCount) again, \(rejectCount) rejected, "
      + "\(noRoomCount) without room, \(proofCount) proofs, "
      + "\(unansweredCount) unanswered"
  }

  /// Sends a batch, signs the next one meanwhile, and takes the answers.
  mutating func turn() throws {
    let batch = next
    let peer = peers[turnCount % peers.count]
    for (message, _, _) in batch { peer.send(message, to: craft.port) }
    next = try makeBatch()
    try take(batch, from: peer)
    turnCount += 1
  }

  /// Sends the last batch.
  mutating func finish() throws { try turn() }

  // MARK: Messages

  private mutating func makeBatch() throws -> Batch {
    var batch: Batch = []
    for place in 0..<16 {
      let taskID = "T\(requestCount)"
      switch place {
      case 0..<6:
        // Long enough to be presented, short enough to make room soon.
        let token = try craft.token(lifetimeSeconds: 6)
        batch.append(
          (try craft.request(taskID, token: token), taskID, .accept))
      case 6..<10:
        guard let old = oldOne() else { continue }
        let taskID = Reply(old.request)[0]
        batch.append(
          (
            old.request, String(decoding: taskID, as: UTF8.self),
            .accepted(old.accept)
          ))
      case 10..<12:
        guard let old = oldOne() else { continue }
        batch.append(
          (try craft.request(taskID, token: old.token), taskID, .reject))
      case 12:
        let token = try craft.token(lifetimeSeconds: 0)
        batch.append(
          (try craft.request(taskID, token: token), taskID, .nothing))
      case 13:
        var message = try craft.request(taskID)
        message[message.count - 1] ^= 1
        batch.append((message, taskID, .nothing))
      default:
        batch.append((junk.next(turnCount * 16 + place), "", .nothing))
        continue
      }
      requestCount += 1
    }
    return batch
  }

  /// One that will not have expired when it arrives; nil if there is none, as
  /// while the store has no room.
  private mutating func oldOne() -> Accepted? {
    let start = Date().addingTimeInterval(-1)
    if let first = recent.firstIndex(where: { $0.since > start }) {
      return recent[first + random.below(recent.count - first)]
    }
    recent = []
    return nil
  }

  // MARK: Answers

  private mutating func take(_ batch: Batch, from peer: Peer) throws {
    var awaited: [String: (message: [UInt8], Answer)] = [:]
    var repeated: [String: [UInt8]] = [:]
    for (message, taskID, answer) in batch {
      if case .nothing = answer { continue }
      awaited[taskID] = (message, answer)
    }
    while !awaited.isEmpty, let reply = peer.receive(seconds: 2) {
      if reply.isProof {
        proofCount += 1
        continue
      }
      let taskID = String(decoding: reply[0], as: UTF8.self)
      guard let (message, answer) = awaited.removeValue(forKey: taskID) else {
        // One request may be in a batch twice.
        againCount += 1
        if let accept = repeated[taskID] { #expect(reply.bytes == accept) }
        continue
      }
      if case .accepted(let accept) = answer { repeated[taskID] = accept }
      try judge(reply, message, answer, from: peer)
    }
    unansweredCount += awaited.count
  }

  private mutating func judge(
    _ reply: Reply, _ message: [UInt8], _ answer: Answer, from peer: Peer
  ) throws {
    switch answer {
    case .accept:
      if reply.isReject {
        // The store is full of live tokens (E-62).
        #expect(reply.reason == 103)
        noRoomCount += 1
        return
      }
      acceptCount += 1
      let token = Reply(message)[4]
      recent.append(
        Accepted(
          request: message, token: token, accept: reply.bytes, since: Date()))
      if recent.count > 128 { recent.removeFirst(64) }
      if acceptCount.isMultiple(of: 24) {
        peer.send(try craft.binding(message, reply), to: craft.port)
      }
    case .accepted(let accept):
      againCount += 1
      #expect(reply.bytes == accept)
    case .reject:
      rejectCount += 1
      #expect(reply.isReject)
    case .nothing: break
    }
  }
}
