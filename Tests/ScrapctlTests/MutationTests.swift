// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import TestSupport
import Testing

/// Spoiled items: an answer for each, and never yes.
@Suite(.serialized) struct MutationTests {
  private static let count = 400

  private func items(_ originals: [[UInt8]], _ name: String) -> [[UInt8]] {
    var mutator = Mutator(random: TestSeed.generator(for: name))
    return (0..<Self.count).map { index in
      mutator.mutate(
        originals[index % originals.count],
        with: originals[(index + 1) % originals.count])
    }.filter { !originals.contains($0) }
  }

  private func check(_ input: String, _ count: Int, as kind: String) throws {
    let scratch = try Laboratory.scratch()
    let result = try Tool.run(
      Laboratory.verifyThen("--as", kind), input: input, in: scratch)
    #expect(result.status == 2, "\(result.errorText)")
    #expect(result.lines.count == count)
    for line in result.lines {
      #expect(try Answer(line).verdict == "reject", "\(line)")
    }
  }

  @Test func noSpoiledRequestIsAccepted() throws {
    let originals = Vectors.shared.acceptedRequests.map(\.bytes)
    let items = items(originals, "requests")
    try check(Laboratory.lines(items), items.count, as: "request")
  }

  @Test func noSpoiledTokenIsAccepted() throws {
    let originals = Vectors.shared.acceptedTokens.map(\.bytes)
    let items = items(originals, "tokens")
    try check(Laboratory.lines(items), items.count, as: "chain")
  }
}
