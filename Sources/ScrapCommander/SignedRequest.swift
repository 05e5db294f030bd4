// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround
import ScrapWire

/// A signed TaskRequest, and what its answers are held against.
public struct SignedRequest: Equatable, Sendable {
  /// The whole message; the same bytes are sent each time (E-67).
  public let message: [UInt8]
  /// Record 0, 1 to 64 bytes of printable ASCII.
  public let taskID: [UInt8]
  /// The digest that the commander signed, 32 bytes: what in_reply_to says.
  public let digest: [UInt8]
  /// The leaf's token_id, 16 bytes (E-98).
  public let tokenID: [UInt8]
  /// The leaf's subject: a key of 33 bytes, or a text id.
  public let subject: [UInt8]
  /// Record 2, Unix seconds.
  public let timestampSeconds: UInt32
  /// Record 16, satoshis.
  public let maxAmountSats: UInt64?
  /// Record 18.
  public let timeoutBlocks: UInt32?

  /// Parses a message; neither its signature nor its chain is judged.
  ///
  /// - Parameters:
  ///   - message: the whole message.
  ///   - place: what an error names.
  /// - Throws: `wrongValue` for what is no TaskRequest, or has no token.
  public init(
    parsing message: [UInt8], place: String
  ) throws(GroundError) {
    let leaf: [UInt8]
    do throws(ParseError) {
      let request = try TaskRequest(parsing: message.span)
      self.message = message
      self.taskID = request.taskID.array
      let digest = TaggedHash.hash(.taskRequest, request.signedBytes)
      self.digest = digest.span.array
      self.timestampSeconds = request.timestampSeconds
      self.maxAmountSats = request.maxAmountSats
      self.timeoutBlocks = request.timeoutBlocks
      leaf = request.capabilityToken.array
    } catch {
      throw .wrongValue(
        place: place, expected: "a TaskRequest message",
        found: "\(error.kind.name) at byte \(error.offset)")
    }
    let token = try TokenFacts(parsing: leaf, place: "\(place), its token")
    self.tokenID = token.tokenID
    self.subject = token.subject
  }

  /// The task_id as text.
  public var taskName: String { String(decoding: taskID, as: UTF8.self) }
}
