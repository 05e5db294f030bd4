// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The tokens of one presentation, root first, the presented one last (E-84).
///
/// Every token of a longer chain has been parsed, but only the first four are
/// kept; whoever uses them has held `count` against the depth limit before.
public struct TokenChain: Sendable {
  /// How many tokens were presented.
  public private(set) var count: Int
  private var tokens: InlineArray<4, TokenRecords>
  private var starts: InlineArray<4, UInt32>
  private var byteCounts: InlineArray<4, UInt16>

  init() {
    self.count = 0
    self.tokens = .init(repeating: .none)
    self.starts = .init(repeating: 0)
    self.byteCounts = .init(repeating: 0)
  }

  /// Parses the next token of the chain.
  ///
  /// - Parameters:
  ///   - bytes: what was received.
  ///   - place: the token's place in it.
  /// - Throws: as `TokenRecords`, with the offset from the token's first byte.
  mutating func append(
    parsing bytes: Span<UInt8>, at place: Range<Int>
  ) throws(ParseError) {
    let records = try TokenRecords(parsing: bytes.extracting(place))
    if count < Limits.chainTokenCountMax {
      tokens[count] = records
      starts[count] = UInt32(place.lowerBound)
      byteCounts[count] = UInt16(place.count)
    }
    count += 1
  }

  /// The token at `index`, seen through the received bytes.
  ///
  /// - Precondition: the chain is complete and has such a token.
  @inline(__always)
  @_lifetime(copy bytes)
  func token(_ index: Int, in bytes: Span<UInt8>) -> Token {
    precondition(
      index < count && count <= Limits.chainTokenCountMax,
      "a token that was not kept")
    let start = Int(starts[index])
    let end = start + Int(byteCounts[index])
    return Token(bytes: bytes.extracting(start..<end), records: tokens[index])
  }

  /// Where the token at `index` begins in the received bytes.
  func start(of index: Int) -> Int { Int(starts[index]) }
}
