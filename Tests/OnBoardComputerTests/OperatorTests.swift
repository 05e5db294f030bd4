// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import Testing

/// The operator's commands over real UDP.
@Suite(.serialized) struct OperatorTests {
  @Test func aRevocationHoldsOverAPowerCut() throws {
    let craft = try Craft(
      commands: Craft.logging, settings: "housekeeping_seconds: 1")
    try craft.start()
    let peer = Peer()
    let token = try craft.token()
    let revocation = try craft.command(
      .revocation([RevokedToken(token: token)]), version: 1)
    let answer = try #require(peer.ask(revocation, at: craft.port))
    let receipt = try CommandReceipt(
      message: answer.bytes, from: craft.profile)
    #expect(receipt.command == "revocation" && receipt.version == 1)
    #expect(
      try receipt.inReplyTo == OperatorSigning.digest(of: revocation))
    let event = try #require(craft.awaitEvent("operator_taken"))
    #expect(event.string("verdict") == "accept")
    #expect(event.string("command") == "revocation")
    #expect(event.integer("version") == 1)
    let told = craft.awaitEvent("housekeeping") {
      $0.integer("operator_taken_count") == 1
    }
    #expect(told?.integer("revoked_count") == 0)
    #expect(told?.has("scrub_pass_count") == true)

    craft.cutPower()
    try craft.start()
    let request = try craft.request("LATE", token: token)
    let reject = try #require(peer.ask(request, at: craft.port))
    #expect(reject.isReject && reject.isSigned(by: craft.executorKey))
    #expect(reject.reason == 100)
    let refused = try #require(craft.awaitEvent("request"))
    #expect(refused.string("reason") == "revoked")
    let counted = craft.awaitEvent("housekeeping") {
      $0.integer("revoked_count") == 1
    }
    #expect(counted?.integer("refused_count") == 1)
    // Another token of the same issuer is as good as before.
    #expect(
      peer.ask(try craft.request("OTHER"), at: craft.port)?.isAccept == true)
    #expect(craft.stop() == 0)
    #expect(craft.runs.isEmpty)
  }

  @Test func anOldCommandIsRefusedAfterAPowerCut() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    let reset = try craft.command(.counterReset, version: 7)
    #expect(peer.ask(reset, at: craft.port) != nil)
    craft.cutPower()
    try craft.start()
    peer.send(reset, to: craft.port)
    let refused = try #require(craft.awaitEvent("operator_refused"))
    #expect(refused.string("reason") == "old_version")
    #expect(peer.receive(seconds: 0.2) == nil)
    #expect(craft.stop() == 0)
  }

  @Test func theStatusTellsVersionsAndIsSigned() throws {
    let craft = try Craft()
    try craft.start()
    let peer = Peer()
    #expect(
      peer.ask(try craft.command(.counterReset, version: 7), at: craft.port)
        != nil)
    let question = try craft.command(
      .statusRequest(nonce: [UInt8](repeating: 5, count: 16)), version: 0)
    let answer = try #require(peer.ask(question, at: craft.port))
    let status = try SatelliteStatus(
      message: answer.bytes, from: craft.profile)
    #expect(status.nonce == [UInt8](repeating: 5, count: 16))
    #expect(status.versions == [0, 0, 0, 0, 7])
    #expect(craft.awaitEvent("status_told") != nil)
    #expect(craft.stop() == 0)
  }
}
