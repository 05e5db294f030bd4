// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// Writes and signs TaskBinding messages, the commander's second step (E-96).
public enum BindingSigning {
  /// Ties a token to a payment (tag `SCRAP/binding/v1`).
  ///
  /// - Parameters:
  ///   - description: what it says.
  ///   - key: the one that signed the request.
  /// - Returns: the whole message, header included.
  /// - Throws: `noEntropy`, `signingFault`.
  /// - Precondition: the values have the lengths that their records allow.
  public static func sign(
    _ description: BindingDescription, key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    precondition(
      (1...Limits.textByteCountMax).contains(description.taskID.count)
        && description.tokenID.count == 16
        && description.paymentHash.count == 32,
      "a binding is made of what messages had in them")
    var writer = RecordWriter()
    writer.append(0, description.taskID)
    writer.append(2, description.tokenID)
    writer.append(4, description.paymentHash)
    writer.append(6, description.paymentAmountMsat, byteCount: 8)
    writer.append(8, UInt64(description.htlcTimeoutBlocks), byteCount: 4)
    writer.append(
      10,
      try key.sign(.binding, description.tokenID + description.paymentHash))
    let body = writer.bytes
    // Its records have at most 200 bytes together.
    return [MessageType.taskBinding.rawValue, 0, UInt8(body.count)] + body
  }
}
