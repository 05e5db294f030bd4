// SPDX-License-Identifier: Apache-2.0

import ScrapWire
import TestSupport
import Testing

@Suite struct OperatorCommandTests {
  private static let commands: [MessageType] = [
    .revocation, .issuerList, .floorRaise, .counterReset, .statusRequest,
  ]

  private func body(_ content: [UInt8]) -> RecordStream {
    RecordStream([
      Record(0, text: "SAT-1"), Record(2, integer: 7, 8),
      Record(4, integer: 1_700_000_000, 8), Record(6, content),
      Record(8, RecordStream.key(9)),
      Record(10, [UInt8](repeating: 1, count: 64)),
    ])
  }

  private func revocation(_ seed: UInt8, prefix: UInt8 = 2) -> [UInt8] {
    RecordStream.key(seed, prefix: prefix)
      + [UInt8](repeating: seed, count: 16)
      + NaiveInteger.bigEndian(0x0102_0300 + UInt64(seed), 4)
  }

  private func error(
    _ type: MessageType, _ content: [UInt8]
  ) -> ParseError? {
    messageError(type, body(content).message(type.rawValue))
  }

  @Test func aRevocationNamesOneToFourTokens() throws {
    for count in 1...4 {
      let content = (1...count).flatMap { revocation(UInt8($0)) }
      let message = body(content).message(0x22)
      let command = try OperatorCommand(parsing: message.span, as: .revocation)
      #expect(command.revocationCount == count)
      for index in 0..<count {
        let seed = UInt8(index + 1)
        #expect(
          [UInt8](copying: command.issuer(ofRevocation: index))
            == RecordStream.key(seed))
        #expect(
          [UInt8](copying: command.tokenID(ofRevocation: index))
            == [UInt8](repeating: seed, count: 16))
        let expiry = command.expiresAtSeconds(ofRevocation: index)
        #expect(expiry == 0x0102_0300 + UInt32(seed))
      }
    }
  }

  @Test func everyOtherLengthOfAListIsRefusedAtTheLength() {
    let at = body([]).valueOffset(of: 6) + 2
    for count in 0...212 {
      let keys = [UInt8](repeating: 2, count: count)
      for (type, unit) in [(MessageType.revocation, 53), (.issuerList, 33)] {
        let isWhole = count > 0 && count % unit == 0 && count <= 4 * unit
        #expect(
          error(type, keys)
            == (isWhole
              ? nil : ParseError(.wrongLength, at: at, recordType: 6)))
      }
    }
  }

  // E-38
  @Test func everyKeyOfAListBeginsWith02Or03() {
    let start = body([]).valueOffset(of: 6) + 3
    for place in 0..<4 {
      for prefix in [0, 1, 4, 0xff] as [UInt8] {
        let tokens = (0..<4).flatMap {
          revocation(UInt8($0), prefix: $0 == place ? prefix : 3)
        }
        #expect(
          error(.revocation, tokens)
            == ParseError(
              .wrongKeyPrefix, at: start + place * 53, recordType: 6))
        let issuers = (0..<4).flatMap {
          RecordStream.key(UInt8($0), prefix: $0 == place ? prefix : 3)
        }
        #expect(
          error(.issuerList, issuers)
            == ParseError(
              .wrongKeyPrefix, at: start + place * 33, recordType: 6))
      }
    }
  }

  @Test func anIssuerListNamesItsKeysInOrder() throws {
    let keys = (1...4).map { RecordStream.key($0) }
    let message = body(keys.flatMap { $0 }).message(0x23)
    let command = try OperatorCommand(parsing: message.span, as: .issuerList)
    #expect(command.issuerCount == 4)
    for index in 0..<4 {
      #expect([UInt8](copying: command.issuer(index)) == keys[index])
    }
  }

  @Test func aFloorRaiseNamesBothFloors() throws {
    let content =
      NaiveInteger.bigEndian(1_705_320_000, 8) + NaiveInteger.bigEndian(5, 8)
    let message = body(content).message(0x24)
    let command = try OperatorCommand(parsing: message.span, as: .floorRaise)
    #expect(command.issuanceFloorSeconds == 1_705_320_000)
    #expect(command.expiryFloorSeconds == 5)
  }

  @Test func noOtherMessageIsACommand() {
    for code in 0...255 as ClosedRange<UInt8> {
      guard let type = MessageType(rawValue: code),
        !Self.commands.contains(type)
      else { continue }
      let message = body([]).message(code)
      do throws(ParseError) {
        _ = try OperatorCommand(parsing: message.span, as: type)
        Issue.record("\(type) is no command")
      } catch {
        #expect(error == ParseError(.wrongMessageType, at: 0))
      }
    }
  }
}
