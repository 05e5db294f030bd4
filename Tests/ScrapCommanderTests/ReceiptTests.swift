// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapWire
import TestSupport
import Testing

@testable import ScrapCommander

/// Receipts that were damaged, put together from several, or made up.
@Suite struct ReceiptTests {
  private let executorKey = TestKey.executor.publicKey

  /// A token's draft that differs from the others in its id.
  private func draft(_ number: UInt8) -> Draft {
    var draft = Draft()
    draft.tokens[0].set(12, [UInt8](repeating: number, count: 16))
    return draft
  }

  /// A whole exchange.
  private func proved(
    _ draft: Draft, by satellite: Executor = Executor(),
    key: TestKey = .executor
  ) throws -> Receipt {
    var commander = try commander(draft, executor: key)
    var datagrams = commander.advance(nowNanoseconds: 0).datagrams
    while let datagram = datagrams.popLast() {
      for answer in satellite.hear(datagram, at: 0) {
        datagrams += try commander.hear(answer, at: 0).datagrams
      }
    }
    #expect(commander.state == .proved)
    return commander.receipt
  }

  private func refused(_ draft: Draft) throws -> Receipt {
    let satellite = Executor()
    _ = satellite.hear(draft.message, at: 0)
    var other = draft
    other.set(0, Array("OTHER".utf8))
    var commander = try commander(other)
    _ = commander.advance(nowNanoseconds: 0)
    _ = try commander.hear(satellite.hear(other.message, at: 0)[0], at: 0)
    #expect(commander.state == .refused)
    return commander.receipt
  }

  private func text(_ receipt: Receipt) throws -> String {
    receipt.text(
      try receipt.verified(executorKey: executorKey),
      executorKey: executorKey, keptAtSeconds: 1_763_720_000)
  }

  /// The fault's kind, or how far the receipt goes.
  private func judged(
    _ receipt: Receipt, _ key: [UInt8]? = nil
  ) -> String {
    do throws(ReceiptFault) {
      return try receipt.verified(executorKey: key ?? executorKey)
        .state.rawValue
    } catch { return word(error) }
  }

  private func judged(_ text: String, _ key: [UInt8]? = nil) -> String {
    let kept: KeptReceipt
    do throws(GroundError) {
      kept = try KeptReceipt(parsing: Array(text.utf8), place: "receipt")
    } catch { return word(.unreadable(error)) }
    do throws(ReceiptFault) {
      return try kept.verified(executorKey: key ?? executorKey)
        .state.rawValue
    } catch { return word(error) }
  }

  private func word(_ fault: ReceiptFault) -> String {
    #expect(!fault.sentence.isEmpty)
    return switch fault {
    case .unreadable(.wrongValue(let place, _, let found)):
      "\(place): \(found)"
    case .unreadable: "unreadable"
    case .unknownCommander: "unknown commander"
    case .otherCommander: "other commander"
    case .noAnswer: "no answer"
    case .badRequestSignature: "request"
    case .accept(let why): "accept: \(why.name)"
    case .binding: "binding"
    case .proof(let why): "proof: \(why.name)"
    case .reject(let why): "reject: \(why.name)"
    case .messageMissing: "missing"
    case .otherWord(let name): "word: \(name)"
    }
  }

  @Test func whatWasKeptHolds() throws {
    let receipt = try proved(draft(1))
    #expect(judged(try text(receipt)) == "proved")
    #expect(judged(try text(refused(draft(1)))) == "refused")
    var early = receipt
    (early.binding, early.proof) = (nil, nil)
    #expect(judged(try text(early)) == "accepted")
  }

  /// What nobody signs (E-95): the values of a binding's records 6 and 8,
  /// amount and timeout, which stand before the 66 bytes of the signature.
  private static func unsignedOffsets(ofBinding binding: [UInt8]) -> Set<Int> {
    let end = binding.count - 66
    return Set(end - 14..<end - 6).union(end - 4..<end)
  }

  @Test func noBitOfASignedMessageCanBeFlipped() throws {
    let whole = try proved(draft(1))
    let refusal = try refused(draft(1))
    let messages:
      [(WritableKeyPath<Receipt, [UInt8]?>, Receipt, skipped: Set<Int>)] = [
        (\.accept, whole, []),
        (
          \.binding, whole,
          Self.unsignedOffsets(ofBinding: try #require(whole.binding))
        ),
        (\.proof, whole, []), (\.reject, refusal, []),
      ]
    for (path, receipt, skipped) in messages {
      let message = try #require(receipt[keyPath: path])
      for bit in 0..<message.count * 8 where !skipped.contains(bit / 8) {
        var other = receipt
        other[keyPath: path]?[bit / 8] ^= 1 << UInt8(bit % 8)
        let found = judged(other)
        #expect(
          !["proved", "accepted", "refused"].contains(found),
          "bit \(bit) of \(path): \(found)")
      }
      for count in message.indices {
        var other = receipt
        other[keyPath: path] = Array(message[..<count])
        let found = judged(other)
        #expect(!["proved", "accepted", "refused"].contains(found))
      }
    }
    for bit in stride(from: 0, to: whole.request.count * 8, by: 3) {
      var other = whole
      other.request[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(judged(other) != "proved", "bit \(bit) of the request")
    }
  }

  @Test func messagesOfAnotherExchangeAreNamed() throws {
    let satellite = Executor()
    let first = try proved(draft(1), by: satellite)
    let second = try proved(draft(2), by: satellite)
    let table: [(WritableKeyPath<Receipt, [UInt8]?>, String)] = [
      (\.accept, "accept: other_request"), (\.binding, "binding"),
      (\.proof, "proof: other_token"),
    ]
    for (path, expected) in table {
      var mixed = first
      mixed[keyPath: path] = second[keyPath: path]
      #expect(judged(mixed) == expected)
    }
    var mixed = first
    mixed.request = second.request
    #expect(judged(mixed) == "accept: other_request")
    var named = draft(1)
    named.set(0, Array("NAMED".utf8))
    mixed = first
    mixed.proof = try proved(named).proof
    #expect(judged(mixed) == "proof: other_task")
  }

  @Test func anotherSatellitesAnswersDoNotCount() throws {
    let receipt = try proved(draft(1))
    #expect(
      judged(receipt, TestKey.stranger.publicKey) == "accept: bad_signature")
    let stranger = try proved(
      draft(1), by: Executor(key: .stranger), key: .stranger)
    #expect(judged(stranger) == "accept: bad_signature")
    var mixed = receipt
    mixed.proof = stranger.proof
    #expect(judged(mixed) == "proof: other_executor")
  }

  @Test func aMessageIsMissed() throws {
    let receipt = try proved(draft(1))
    for path in [\Receipt.accept, \.binding] {
      var other = receipt
      other[keyPath: path] = nil
      #expect(judged(other) == "missing")
    }
    var alone = receipt
    (alone.accept, alone.binding) = (nil, nil)
    #expect(judged(alone) == "missing")
    alone.proof = nil
    #expect(judged(alone) == "no answer")
  }

  /// Anybody who has a request can write it down, with any satellite's key
  /// beside it.
  @Test func aRequestAloneIsNoReceipt() throws {
    let request = Receipt(request: draft(1).message)
    for key in [executorKey, TestKey.stranger.publicKey] {
      let facts = ReceiptFacts(
        request: try SignedRequest(parsing: request.request, place: "request"))
      let text = request.text(
        facts, executorKey: key, keptAtSeconds: 1_763_720_000)
      #expect(judged(text, key) == "no answer")
      let older = text.replacing("\"refused\"", with: "\"asked\"")
      #expect(older != text && judged(older, key) == "no answer")
    }
  }

  @Test func theKeyThatIsGivenMustBeTheSubjects() throws {
    let receipt = try proved(draft(1))
    let facts = try receipt.verified(
      executorKey: executorKey, commanderKey: TestKey.commander.publicKey)
    #expect(facts.state == .proved)
    #expect(throws: ReceiptFault.otherCommander) {
      try receipt.verified(
        executorKey: executorKey, commanderKey: TestKey.stranger.publicKey)
    }
  }

  @Test func aTextIdNeedsACommandersKey() throws {
    var draft = Draft()
    draft.tokens[0].set(4, Array("ICEYE-X14-51070".utf8))
    let receipt = try proved(draft)
    #expect(judged(receipt) == "unknown commander")
    let key = TestKey.commander.publicKey
    let facts = try receipt.verified(
      executorKey: executorKey, commanderKey: key)
    #expect(facts.state == .proved)
    #expect(throws: ReceiptFault.badRequestSignature) {
      try receipt.verified(
        executorKey: executorKey, commanderKey: TestKey.stranger.publicKey)
    }
  }
}

// The text
extension ReceiptTests {
  /// The members of a receipt in order, as they are written.
  private func members(_ text: String) -> [(name: String, value: String)] {
    text.dropFirst().dropLast().split(separator: ",").map {
      let parts = $0.split(separator: ":", maxSplits: 1)
      return (String(parts[0].dropFirst().dropLast()), String(parts[1]))
    }
  }

  private func joined(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
      + "}"
  }

  /// Another value of the same kind.
  private func other(_ value: String) -> String {
    guard value.hasPrefix("\"") else { return value + "1" }
    var text = Array(value.unicodeScalars)
    text[1] = text[1] == "0" ? "1" : "0"
    var other = String.UnicodeScalarView()
    other.append(contentsOf: text)
    return String(other)
  }

  @Test func noWordCanBeAnother() throws {
    for receipt in [try proved(draft(1)), try refused(draft(1))] {
      let members = members(try text(receipt))
      #expect(members.count == 16)
      for index in members.indices {
        let (name, value) = members[index]
        for changed in [
          value == "null" ? "\"00\"" : other(value), "null", "17", "[]",
        ] where changed != value {
          var altered = members
          altered[index].value = changed
          let found = judged(joined(altered))
          // Nobody can prove when it was kept.
          if name == "kept_at_seconds", changed.allSatisfy(\.isNumber) {
            #expect(["proved", "refused"].contains(found))
          } else {
            #expect(
              !["proved", "accepted", "refused"].contains(found),
              "\(name) \(changed)")
          }
        }
        var missing = members
        missing.remove(at: index)
        #expect(judged(joined(missing)) == "\(name): nothing")
        var doubled = members
        doubled.append(members[index])
        #expect(judged(joined(doubled)) == "\"\(name)\": it twice")
      }
      #expect(
        judged(joined(members + [("more", "1")]))
          == "more: this unknown member")
    }
  }

  @Test(arguments: [
    "task_id", "token_id", "in_reply_to", "executor", "state",
    "payment_hash", "output_hash", "execution_timestamp", "reason",
  ])
  func aWordThatIsNotProvedIsNamed(name: String) throws {
    var members = members(try text(proved(draft(1))))
    let index = try #require(members.firstIndex { $0.name == name })
    members[index].value = other(members[index].value)
    if name == "reason" { members[index].value = "\"replayed\"" }
    #expect(judged(joined(members)) == "word: \(name)")
  }

  @Test func capitalsAreNotAsItWasKept() throws {
    var members = members(try text(proved(draft(1))))
    let index = try #require(members.firstIndex { $0.name == "proof" })
    members[index].value = members[index].value.uppercased()
    #expect(judged(joined(members)) == "word: proof")
  }

  /// U+212A, which Unicode holds to be the same as K.
  @Test func aLetterThatIsTheSameToUnicodeIsAnother() throws {
    var named = draft(1)
    named.set(0, Array("TASK".utf8))
    let text = try text(proved(named))
    #expect(judged(text) == "proved")
    #expect(
      judged(text.replacing("\"TASK\"", with: "\"TAS\u{212a}\""))
        == "word: task_id")
    #expect(
      judged(text.replacing("\"TASK\"", with: "\"TAS\\u212a\""))
        == "word: task_id")
  }

  @Test func everyPrefixIsRefused() throws {
    let bytes = Array(try text(proved(draft(1))).utf8)
    for count in bytes.indices {
      let found = judged(String(decoding: bytes[..<count], as: UTF8.self))
      #expect(found == "receipt: text that is no JSON")
    }
  }

  @Test func aRandomByteNeverMakesItProveSomethingElse() throws {
    let receipt = try proved(draft(1))
    let facts = try receipt.verified(executorKey: executorKey)
    let bytes = Array(try text(receipt).utf8)
    var random = TestSeed.generator()
    for _ in 0..<TestSeed.trialCount(2_000) {
      var damaged = bytes
      damaged[random.below(bytes.count)] = random.bytes(1)[0]
      guard
        let kept = try? KeptReceipt(parsing: damaged, place: "receipt"),
        let found = try? kept.verified(executorKey: executorKey)
      else { continue }
      #expect(found == facts)
    }
  }
}
