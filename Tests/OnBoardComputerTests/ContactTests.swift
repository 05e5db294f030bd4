// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Contacts over real UDP.
@Suite(.serialized) struct ContactTests {
  @Test func aContactLeadsFromRequestToProof() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    let request = try craft.request("IMG-1", parameters: [1, 2, 3])
    let accept = try #require(peer.ask(request, at: craft.port))
    #expect(accept.isAccept && accept.isSigned(by: craft.executorKey))
    #expect(accept[0] == Array("IMG-1".utf8))
    let binding = try craft.binding(request, accept)
    let proof = try #require(peer.ask(binding, at: craft.port))
    let event = try #require(craft.awaitEvent("proof"))
    let tokenID = try #require(event.string("token_id"))
    // cat repeats what it read.
    let output =
      #"{"task_id":"IMG-1","capability":"cmd:imaging:msi","token_id":""#
      + tokenID + #"","parameters":"010203"}"# + "\n"
    #expect(proof.isProof)
    #expect(proof.proves(output: Array(output.utf8), by: craft.executorKey))
    #expect(proof[4] == accept[6])
    #expect(craft.stop() == 0)
  }

  @Test func aRepeatedRequestIsAnsweredAgainAndRunsOnce() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("ONCE")
    let first = try #require(peer.ask(request, at: craft.port))
    let second = try #require(peer.ask(request, at: craft.port))
    #expect(first.isAccept && second.isAccept && first[6] == second[6])
    let binding = try craft.binding(request, first)
    let proof = try #require(peer.ask(binding, at: craft.port))
    #expect(proof.isProof)
    // The binding again: the same proof. The request again: accept and proof.
    #expect(peer.ask(binding, at: craft.port)?.bytes == proof.bytes)
    #expect(peer.ask(request, at: craft.port)?.isAccept == true)
    #expect(peer.receive()?.bytes == proof.bytes)
    #expect(craft.stop() == 0)
    #expect(craft.runs == ["ONCE"])
  }

  @Test func aUsedTokenInAnotherRequestIsRejected() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let token = try craft.token()
    #expect(
      peer.ask(try craft.request("A", token: token), at: craft.port)?.isAccept
        == true)
    let other = try craft.request("B", token: token)
    let reject = try #require(peer.ask(other, at: craft.port))
    #expect(reject.isReject && reject.isSigned(by: craft.executorKey))
    #expect(reject.reason == 102)
    let event = try #require(
      craft.awaitEvent("request") { $0.string("task_id") == "B" })
    #expect(event.string("verdict") == "reject")
    #expect(event.string("reason") == "replayed")
    #expect(event.integer("chain_index") == 0)
    #expect(event.string("token_id")?.count == 32)
  }

  @Test func nothingRunsWithoutItsBinding() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let request = try craft.request("BOUND")
    let accept = try #require(peer.ask(request, at: craft.port))
    var forged = try craft.binding(request, accept)
    forged[forged.count - 1] ^= 1
    peer.send(forged, to: craft.port)
    let refused = try #require(craft.awaitEvent("binding"))
    #expect(refused.string("reason") == "bad_signature")
    #expect(craft.runs.isEmpty && craft.events("task_started").isEmpty)
    #expect(
      peer.ask(try craft.binding(request, accept), at: craft.port)?.isProof
        == true)
    #expect(craft.runs == ["BOUND"])
  }

  /// What the command table lacks costs no token (E-86).
  @Test func aTaskThatNoProgramDoesIsDeniedAndItsTokenStaysGood() throws {
    let craft = try Craft(commands: Craft.logging)
    try craft.start()
    let peer = Peer()
    let token = try craft.token()
    let other = try craft.request(
      "SAR", token: token, taskType: "cmd:imaging:sar")
    let reject = try #require(peer.ask(other, at: craft.port))
    #expect(reject.isReject && reject.reason == 80)
    let request = try craft.request("MSI", token: token)
    #expect(peer.ask(request, at: craft.port)?.isAccept == true)
  }

  /// E-103: nobody is told anything whose signatures do not verify.
  @Test func strangersAreNotAnswered() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    var request = try craft.request("FORGED")
    request[request.count - 1] ^= 1
    for message in [request, [], [0x01], [0x06, 0, 0], [0x21, 0, 0], [0x02]] {
      peer.send(message, to: craft.port)
    }
    #expect(peer.receive(seconds: 0.5) == nil)
    #expect(
      peer.ask(try craft.request("GOOD"), at: craft.port)?.isAccept == true)
    #expect(craft.process?.isRunning == true)
    let event = craft.awaitEvent("request") {
      $0.string("task_id") == "FORGED"
    }
    #expect(event?.string("reason") == "bad_commander_signature")
  }

  /// More than the core remembers of itself.
  @Test func manyTasksWaitForTheirBindings() throws {
    let craft = try Craft(
      commands: Craft.logging,
      settings: "limits: {peer_signatures_per_second: 100000}")
    try craft.start()
    let peer = Peer()
    let requests = try (0..<30).map { try craft.request("T\($0)") }
    let accepts = try requests.map {
      try #require(peer.ask($0, at: craft.port))
    }
    for (request, accept) in zip(requests, accepts) {
      let binding = try craft.binding(request, accept)
      let proof = try #require(peer.ask(binding, at: craft.port))
      #expect(proof.isProof && proof[4] == accept[6])
    }
    #expect(craft.runs.sorted() == (0..<30).map { "T\($0)" }.sorted())
  }
}
