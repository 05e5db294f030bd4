// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport
import Testing

/// What holds for all inputs.
@Suite struct PropertyTests {
  /// A chain to accept, when, and from whom.
  struct ChainCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var chain: [[UInt8]]
    var now: UInt64
    var peer: TestKey
  }

  static let chains: [ChainCase] = {
    let extra = Vectors.shared.extra
    var cases = extra.acceptTokens.sorted { $0.key < $1.key }.map {
      ChainCase(
        testDescription: $0.key, chain: [$0.value.tokenHex.bytes],
        now: $0.value.now.map(UInt64.init) ?? now, peer: .commander)
    }
    cases.append(
      ChainCase(
        testDescription: "chain",
        chain: extra.acceptChain.tokens.map(\.token.tokenHex.bytes),
        now: now, peer: .delegateC))
    return cases
  }()

  @Test(arguments: Vectors.shared.acceptedRequests)
  func everyPrefixOfARequestIsRefused(request: NamedBytes) {
    let satellite = Satellite()
    for count in 0..<request.bytes.count {
      let verdict = satellite.verdict(
        message: Array(request.bytes[..<count]))
      #expect(verdict.reason == .malformedRequest)
    }
    #expect(satellite.verdict(message: request.bytes) == .accept)
  }

  @Test(arguments: chains)
  func everyPrefixOfATokenIsRefused(chain: ChainCase) {
    let satellite = Satellite()
    for index in chain.chain.indices {
      for count in 0..<chain.chain[index].count {
        var cut = chain.chain
        cut[index] = Array(cut[index][..<count])
        let verdict = satellite.verdict(
          chain: cut, at: chain.now, peer: chain.peer)
        #expect(verdict.reason == .malformedToken)
        #expect(verdict.chainIndex == index)
      }
    }
  }

  // Each bit of each token, before the commander's signature is looked at.
  @Test(arguments: chains)
  func everyFlippedBitOfATokenIsRefused(chain: ChainCase) {
    let satellite = Satellite()
    let image = satellite.board.image
    for index in chain.chain.indices {
      for place in chain.chain[index].indices {
        for bit in 0..<UInt8(8) {
          var flipped = chain.chain
          flipped[index][place] ^= 1 << bit
          let verdict = satellite.verdict(
            chain: flipped, at: chain.now, peer: chain.peer)
          let isRefused =
            !verdict.isAccept && (verdict.step?.rawValue ?? 99) <= 7
          if !isRefused {
            Issue.record("byte \(place), bit \(bit): \(verdict)")
          }
        }
      }
    }
    let isUnchanged = satellite.board.image == image
    #expect(isUnchanged)
  }

  // Each bit of each request; in a token it is found before step 8.
  @Test(arguments: Vectors.shared.acceptedRequests)
  func everyFlippedBitOfARequestIsRefused(request: NamedBytes) {
    let satellite = Satellite()
    let image = satellite.board.image
    let tokens = tokenPlaces(in: request.bytes)
    for place in request.bytes.indices {
      let isInToken = tokens.contains { $0.contains(place) }
      for bit in 0..<UInt8(8) {
        var flipped = request.bytes
        flipped[place] ^= 1 << bit
        let verdict = satellite.verdict(message: flipped)
        let last: UInt8 = isInToken ? 7 : 8
        let isRefused =
          !verdict.isAccept && (verdict.step?.rawValue ?? 99) <= last
        if !isRefused {
          Issue.record("byte \(place), bit \(bit): \(verdict)")
        }
      }
    }
    let isUnchanged = satellite.board.image == image
    #expect(isUnchanged)
    #expect(satellite.verdict(message: request.bytes) == .accept)
  }

  /// Where the values of records 4 and 6 lie.
  private func tokenPlaces(in message: [UInt8]) -> [Range<Int>] {
    let body = RecordStream(splitting: Array(message[3...]))
    return body.records.indices.compactMap { index in
      let record = body.records[index]
      guard record.type == 4 || record.type == 6 else { return nil }
      let start = 3 + body.offset(ofRecord: index) + record.head.count
      return start..<start + record.value.count
    }
  }

  // 50,000 spoiled messages: an accept is one of the originals, unused.
  @Test(arguments: 0..<4)
  func noSpoiledMessageIsAccepted(part: Int) {
    let originals =
      Vectors.shared.acceptedRequests.map(\.bytes)
      + (0...3).map { Draft(depth: $0, id: 500 + UInt64($0)).message }
      + Vectors.shared.extra.rejectRequests.map(\.messageHex.bytes)
    let good = Set(originals.dropLast(11))
    var used: Set<[UInt8]> = []
    var mutator = Mutator(
      random: TestSeed.generator(for: "noSpoiledMessage\(part)"))
    let satellite = Satellite()
    for _ in 0..<12_500 {
      let base = mutator.random.pick(originals)
      let other = mutator.random.pick(originals)
      let message =
        mutator.random.oneIn(20)
        ? mutator.random.bytes(mutator.random.below(600))
        : mutator.mutateMessage(base, with: other)
      let verdict = satellite.verdict(message: message)
      guard verdict.isAccept else { continue }
      if !good.contains(message) || !used.insert(message).inserted {
        Issue.record("accepted: \(Hex.encode(message))")
      }
    }
  }

  // 50,000 spoiled chains: an accept is made of original tokens only.
  @Test(arguments: 0..<4)
  func noSpoiledChainIsAccepted(part: Int) {
    let pool = (0...3).map { Draft(depth: $0, id: 600 + UInt64($0)).chain }
    let good = Set(pool.joined())
    // Those with a time of their own would be good at another one.
    let all =
      Array(pool.joined())
      + Vectors.shared.extra.rejectTokens.filter { $0.now == nil }.map(
        \.tokenHex.bytes)
    var roots: Set<[UInt8]> = []
    var mutator = Mutator(
      random: TestSeed.generator(for: "noSpoiledChain\(part)"))
    let satellite = Satellite()
    let peers = Array(TestKey.line.dropFirst())
    for _ in 0..<12_500 {
      var chain = mutator.random.pick(pool)
      for _ in 0...mutator.random.below(2) {
        let index = mutator.random.below(chain.count)
        switch mutator.random.below(8) {
        case 0 where chain.count > 1: chain.remove(at: index)
        case 1: chain.insert(mutator.random.pick(all), at: index)
        case 2: chain.swapAt(0, index)
        case 3: chain[index] = mutator.random.pick(all)
        default:
          chain[index] = mutator.mutate(
            chain[index], with: mutator.random.pick(all))
        }
      }
      let peer = mutator.random.pick(peers)
      let verdict = satellite.verdict(chain: chain, peer: peer)
      guard verdict.isAccept else { continue }
      let isGood = chain.allSatisfy { good.contains($0) }
      if !isGood || !roots.insert(chain[0]).inserted {
        Issue.record("accepted: \(chain.map(Hex.encode))")
      }
    }
  }

  // S2: a refusal changes no state: not a bit of medium or index.
  @Test func tenThousandRefusalsChangeNothing() {
    let satellite = Satellite()
    satellite.use(Draft(depth: 2))
    let extra = Vectors.shared.extra
    var messages = extra.rejectRequests.map(\.messageHex.bytes)
    for defect in Defect.ordered where defect.step != .readiness {
      var scenario = Scenario()
      scenario.draft = Draft(depth: 2)
      defect.apply(&scenario)
      if scenario.draft.message != Draft(depth: 2).message {
        messages.append(scenario.draft.message)
      }
    }
    messages.append(Draft(depth: 2).message)
    messages.append(draft(depth: 2) { $0.set(0, [0x41]) }.message)
    let chains =
      extra.rejectTokens.map { [$0.tokenHex.bytes] }
      + extra.rejectChains.filter { !$0.name.hasSuffix("after_use") }
      .map { $0.chain.map(\.bytes) + [$0.token.bytes] }
    let image = satellite.board.image
    var refusals = 0
    while refusals < 10_000 {
      for message in messages
      where !satellite.verdict(message: message).isAccept {
        refusals += 1
      }
      for chain in chains {
        let verdict = satellite.verdict(
          chain: chain, at: now + 90_000, peer: .stranger)
        if !verdict.isAccept { refusals += 1 }
      }
      let isUnchanged = satellite.board.image == image
      #expect(isUnchanged)
      guard isUnchanged else { return }
    }
    #expect(refusals % (messages.count + chains.count) == 0)
  }
}
