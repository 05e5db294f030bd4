// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

/// The parse error of a token; nil if it is well-formed.
func tokenError(_ bytes: [UInt8]) -> ParseError? {
  do throws(ParseError) {
    _ = try TokenRecords(parsing: bytes.span)
    return nil
  } catch {
    return error
  }
}

/// The parse error of a whole TaskRequest message with its tokens; nil if it
/// is well-formed.
func requestError(_ bytes: [UInt8]) -> RequestParseError? {
  do throws(RequestParseError) {
    _ = try Presentation(parsing: bytes.span)
    return nil
  } catch {
    return error
  }
}

/// The parse error of a message of any kind, its tokens not looked into.
func messageError(_ type: MessageType, _ bytes: [UInt8]) -> ParseError? {
  do throws(ParseError) {
    switch type {
    case .taskRequest: _ = try TaskRequest(parsing: bytes.span)
    case .taskAccept: _ = try TaskAccept(parsing: bytes.span)
    case .taskReject: _ = try TaskReject(parsing: bytes.span)
    case .proofOfExecution: _ = try ProofOfExecution(parsing: bytes.span)
    case .clockChallenge: _ = try ClockChallenge(parsing: bytes.span)
    case .clockReading: _ = try SignedClockReading(parsing: bytes.span)
    case .taskBinding: _ = try TaskBinding(parsing: bytes.span)
    case .revocation, .issuerList, .floorRaise, .counterReset,
      .statusRequest:
      _ = try OperatorCommand(parsing: bytes.span, as: type)
    case .operatorReceipt: _ = try OperatorReceipt(parsing: bytes.span)
    case .operatorStatus: _ = try OperatorStatus(parsing: bytes.span)
    }
    return nil
  } catch {
    return error
  }
}

/// Holds a token's error against the one that is expected.
func expectRefused(
  _ token: RecordStream, _ kind: ParseError.Kind, at offset: Int,
  record: UInt8? = nil, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    tokenError(token.bytes)
      == ParseError(kind, at: offset, recordType: record),
    comment, sourceLocation: sourceLocation)
}

/// Holds it against well-formedness.
func expectWellFormed(
  _ token: RecordStream, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    tokenError(token.bytes) == nil, comment, sourceLocation: sourceLocation)
}

/// What `body` writes into a buffer of `capacity` bytes.
func written(
  capacity: Int = 5_000,
  _ body: (inout ByteWriter) throws(WriteError) -> Void
) throws(WriteError) -> [UInt8] {
  var buffer = [UInt8](repeating: 0xee, count: capacity)
  var writer = ByteWriter(buffer.mutableSpan)
  try body(&writer)
  let count = writer.count
  return Array(buffer[..<count])
}

extension Array where Element == UInt8 {
  /// The bytes of a span.
  init(copying span: Span<UInt8>) {
    self.init()
    for index in span.indices { append(span[index]) }
  }
}

/// The bytes of an optional span.
func copied(_ span: Span<UInt8>?) -> [UInt8]? {
  if let span { return [UInt8](copying: span) }
  return nil
}
