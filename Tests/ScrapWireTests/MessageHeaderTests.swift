// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

// E-99, SCRAP §16.1
@Suite struct MessageHeaderTests {
  static let types: [MessageType] = [
    .taskRequest, .taskAccept, .taskReject, .proofOfExecution, .taskBinding,
    .clockChallenge, .clockReading, .revocation, .issuerList, .floorRaise,
    .counterReset, .statusRequest, .operatorReceipt, .operatorStatus,
  ]

  private func body(
    of message: [UInt8], _ type: MessageType = .taskAccept
  ) -> Result<Range<Int>, ParseError> {
    do throws(ParseError) {
      return .success(try MessageHeader.body(of: message.span, type: type))
    } catch {
      return .failure(error)
    }
  }

  @Test func theCodesAreTheProfiles() {
    #expect(
      Self.types.map(\.rawValue) == [1, 2, 3, 4, 6] + Array(0x20...0x28))
  }

  @Test(arguments: types)
  func anyOtherTypeIsRefusedAtTheFirstByte(type: MessageType) {
    for code in 0...255 as ClosedRange<UInt8> {
      let message = [code, 0, 1, 0]
      #expect(
        body(of: message, type)
          == (code == type.rawValue
            ? .success(3..<4) : .failure(ParseError(.wrongMessageType, at: 0))))
    }
  }

  @Test func theLengthIsExactlyTheNumberOfBytesThatFollow() {
    for count in [0, 1, 2, 255, 256, 257, 4_095, 4_096] {
      let bytes = [UInt8](repeating: 0, count: count)
      for claimed in [
        0, count - 1, count, count + 1, 0x100, 0x1000, count << 8 & 0xffff,
      ] where (0...4_096).contains(claimed) {
        let message =
          [2] + NaiveInteger.bigEndian(UInt64(claimed), 2) + bytes
        #expect(
          body(of: message)
            == (claimed == count
              ? .success(3..<3 + count)
              : .failure(ParseError(.wrongMessageLength, at: 1))))
      }
    }
  }

  // E-31: before the number of bytes is looked at.
  @Test(arguments: [4_097, 4_098, 0x8000, 0xffff])
  func aLengthAboveTheLimitIsTooLong(claimed: Int) {
    for count in [0, 1, claimed] {
      let message =
        [2] + NaiveInteger.bigEndian(UInt64(claimed), 2)
        + [UInt8](repeating: 0, count: count)
      #expect(body(of: message) == .failure(ParseError(.tooLong, at: 1)))
    }
  }

  @Test func anIncompleteHeaderIsTruncated() {
    for count in 0..<3 {
      let message = Array([2, 0, 0][..<count]) as [UInt8]
      #expect(
        body(of: message) == .failure(ParseError(.truncated, at: count)))
    }
    // The type comes first.
    #expect(body(of: [9]) == .failure(ParseError(.wrongMessageType, at: 0)))
  }

  @Test(arguments: types)
  func anEmptyBodyIsNoMessage(type: MessageType) {
    let message = [type.rawValue, 0, 0]
    #expect(messageError(type, message) == ParseError(.truncated, at: 3))
  }
}
