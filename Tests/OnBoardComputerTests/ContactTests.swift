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
}
