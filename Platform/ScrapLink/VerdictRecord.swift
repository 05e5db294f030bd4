// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
import ScrapReplay
public import ScrapVerifier
public import ScrapWire

/// The decision on one request, 57 bytes behind the header:
///
/// ```
///   0  number of the message since the start       4
///   4  verdict: 0xa5 accepted, 0x00 refused        1
///   5  reason, 0 if accepted                       2
///   7  step, 0 if accepted                         1
///   8  chain_index, 0xff if none                   1
///   9  offset, all ones if none                    4
///  13  whether a token_id follows                  1
///  14  token_id of the leaf                       16
///  30  trusted time: lo, 0 if none                 8
///  38  trusted time: hi, 0 if none                 8
///  46  cause of cache_full, 0xff if none           1
///  47  entries of the index                        4
///  51  entries that have room                      4
///  55  bytes of the reply                          2
/// ```
public struct VerdictRecord: Equatable, Sendable {
  /// The message's number since the start, from 1.
  public var messageNumber: UInt32
  /// Why it was refused; nil if it was accepted.
  public var refusal: Refusal?
  /// The leaf's token_id; nil if the structure does not hold.
  public var tokenID: TokenID?
  /// At what time it was decided.
  public var time: TrustedTime?
  /// Bytes that were answered.
  public var replyByteCount: Int

  /// Makes a record.
  public init(
    messageNumber: UInt32, refusal: Refusal?, tokenID: TokenID?,
    time: TrustedTime?, replyByteCount: Int
  ) {
    self.messageNumber = messageNumber
    self.refusal = refusal
    self.tokenID = tokenID
    self.time = time
    self.replyByteCount = replyByteCount
  }

  /// The token_id of a request's leaf; nil if the structure does not hold.
  public static func tokenID(ofLeafIn message: Span<UInt8>) -> TokenID? {
    // The chain may be deeper than what a presentation keeps places for.
    guard (try? Presentation(parsing: message)) != nil,
      let request = try? TaskRequest(parsing: message)
    else { return nil }
    let leaf = request.capabilityToken
    guard let records = try? TokenRecords(parsing: leaf) else { return nil }
    return Token(bytes: leaf, records: records).tokenID
  }
}

extension ByteWriter {
  /// Writes a record.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(_ record: VerdictRecord) throws(WriteError) {
    let refusal = record.refusal
    try append(integer: UInt64(record.messageNumber), byteCount: 4)
    try append(refusal == nil ? 0xa5 : 0)
    try append(
      integer: UInt64(refusal?.reason.rawValue ?? 0), byteCount: 2)
    try append(refusal?.step.rawValue ?? 0)
    let chainIndex = refusal?.chainIndex ?? 0xff
    try append(UInt8(truncatingIfNeeded: chainIndex))
    let offset = UInt64(
      UInt32(truncatingIfNeeded: refusal?.offset ?? -1))
    try append(integer: offset, byteCount: 4)
    try append(record.tokenID == nil ? 0 : 1)
    try append(integer: record.tokenID?.high ?? 0, byteCount: 8)
    try append(integer: record.tokenID?.low ?? 0, byteCount: 8)
    try append(integer: record.time?.loSeconds ?? 0, byteCount: 8)
    try append(integer: record.time?.hiSeconds ?? 0, byteCount: 8)
    let fill = refusal?.fill
    try append(fill?.cause.rawValue ?? 0xff)
    try append(integer: UInt64(fill?.entryCount ?? 0), byteCount: 4)
    try append(integer: UInt64(fill?.entryCapacity ?? 0), byteCount: 4)
    try append(
      integer: UInt64(UInt32(truncatingIfNeeded: record.replyByteCount)),
      byteCount: 2)
  }
}
