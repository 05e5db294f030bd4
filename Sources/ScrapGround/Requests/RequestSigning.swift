// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapVerifier
import ScrapWire

/// Writes and signs TaskRequest messages, and gives out only what a satellite
/// could accept.
public enum RequestSigning {
  /// Signs a request (tag `SCRAP/task_request/v1`, E-94).
  ///
  /// - Parameters:
  ///   - description: what it says.
  ///   - key: the commander's, whom the leaf's subject names.
  ///   - checking: whether bad requests are refused.
  /// - Returns: the whole message, header included.
  /// - Throws: `wrongValue` for a chain without a token, or a body that no
  ///   header can announce; `wouldBeRefused`, `noEntropy`, `signingFault`.
  public static func sign(
    _ description: RequestDescription,
    key: borrowing SigningKey,
    checking: TokenIssuing.Checking = .full
  ) throws(GroundError) -> [UInt8] {
    let signed = try unsigned(description)
    var writer = RecordWriter()
    writer.append(20, try key.sign(.taskRequest, signed))
    let message = try message(.taskRequest, body: signed + writer.bytes)
    if checking == .full {
      do throws(ParseError) {
        _ = try TaskRequest(parsing: message.span)
      } catch {
        throw .wouldBeRefused(what: "the request", Refusal(.request(error)))
      }
      try ChainCheck.check(
        message: message, chain: description.chain, presenter: key.publicKey,
        timestampSeconds: description.timestampSeconds)
    }
    return message
  }

  /// The records of a request in their order, without the signature.
  private static func unsigned(
    _ description: RequestDescription
  ) throws(GroundError) -> [UInt8] {
    guard let leaf = description.chain.last else {
      throw .wrongValue(
        place: "chain", expected: "at least one token", found: "none")
    }
    var writer = RecordWriter()
    writer.append(0, Array(description.taskID.utf8))
    writer.append(2, UInt64(description.timestampSeconds), byteCount: 4)
    writer.append(4, leaf)
    for parent in description.chain.dropLast() { writer.append(6, parent) }
    writer.append(8, Array(description.taskType.utf8))
    if let target = description.target { writer.append(10, target) }
    if let parameters = description.parameters { writer.append(12, parameters) }
    if let constraints = description.constraints {
      writer.append(14, constraints)
    }
    if let amount = description.maxAmountSats {
      writer.append(16, amount, byteCount: 8)
    }
    if let blocks = description.timeoutBlocks {
      writer.append(18, UInt64(blocks), byteCount: 4)
    }
    return writer.bytes
  }

  private static func message(
    _ type: MessageType, body: [UInt8]
  ) throws(GroundError) -> [UInt8] {
    guard let length = UInt16(exactly: body.count) else {
      throw .wrongValue(
        place: "the request's body", expected: "at most 65535 bytes",
        found: "\(body.count)")
    }
    return [
      type.rawValue, UInt8(length >> 8), UInt8(truncatingIfNeeded: length),
    ] + body
  }
}
