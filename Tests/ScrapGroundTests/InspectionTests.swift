// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapVerifier
import TestSupport
import Testing

@Suite struct InspectionTests {
  @Test(arguments: Vectors.shared.acceptedTokens)
  func recordsCoverEveryByteOfAToken(_ token: NamedBytes) {
    let inspection = Inspection(token: token.bytes)
    #expect(inspection.rest.isEmpty)
    #expect(inspection.records.first?.name == "version")
    #expect(inspection.records.last?.name == "signature")
    var end = 0
    for record in inspection.records {
      #expect(record.offset == end)
      // A type or length above 252 takes more than a byte.
      let header = record.length > 252 ? 4 : 2
      end += header + record.length
    }
    #expect(end == token.bytes.count)
  }

  @Test func valuesAreRendered() throws {
    let tokens = Vectors.shared.extra.acceptTokens
    let token = try #require(tokens["root_all_constraints"]).tokenHex.bytes
    let values = Inspection(token: token).records.map { ($0.name, $0.value) }
    let expected = [
      ("version", "1"),
      ("audience", "SENTINEL-2C-62261"),
      ("issued_at", "1705320000 (2024-01-15T12:00:00Z)"),
      ("expires_at", "1705406400 (2024-01-16T12:00:00Z)"),
      ("capability", "cmd:imaging:*"),
      ("capability", "cmd:attitude:point"),
      ("constraint_rate", "10 in 3600 s"),
      ("constraint_amount", "50000"),
    ]
    for pair in expected {
      #expect(values.contains { $0 == pair }, "\(pair)")
    }
  }

  @Test func everyPrefixOfARequestIsListedWithoutATrap() {
    let message = Vectors.shared.extra.taskRequest.messageHex.bytes
    for count in 0...message.count {
      let inspection = Inspection(message: Array(message[..<count]))
      #expect(inspection.rest.upperBound == count)
    }
    #expect(Inspection(message: message).records.count == 10)
  }

  @Test func stepsAfterTheFirstFailureAreNotReached() {
    let report = StepReport(Refusal(.expired, step: .times))
    let states = report.states.map(\.state)
    #expect(states[..<3].allSatisfy { $0 == .passed })
    #expect(states[3] == .failed)
    #expect(states[4...].allSatisfy { $0 == .notReached })
    #expect(states.count == 12)
  }

  @Test func theCalendarIsRight() {
    #expect(SecondsText.text(0) == "0 (1970-01-01T00:00:00Z)")
    #expect(
      SecondsText.text(951_782_400) == "951782400 (2000-02-29T00:00:00Z)")
    #expect(
      SecondsText.text(4_294_967_295) == "4294967295 (2106-02-07T06:28:15Z)")
    #expect(
      SecondsText.text(1_736_942_400) == "1736942400 (2025-01-15T12:00:00Z)")
  }

  @Test func everyReasonHasARow() {
    let rows = RefusalRow.all
    #expect(rows.count == 22)
    #expect(rows.map(\.number) == rows.map(\.number).sorted())
    #expect(Set(rows.map(\.name)).count == rows.count)
    for row in rows {
      #expect(!row.meaning.isEmpty && !row.remedy.isEmpty)
      #expect(!row.steps.isEmpty)
    }
  }

  @Test func jsonIsEscaped() {
    let value = JSONText.object([
      ("a\"", .string("\u{0}\n\\é\u{7f}")),
      ("b", .array([.null, .bool(true)])),
    ])
    #expect(
      value.line
        == "{\"a\\\"\":\"\\u0000\\u000a\\\\é\\u007f\",\"b\":[null,true]}")
  }
}
