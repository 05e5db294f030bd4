// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What is presented, seen through the received bytes: a whole TaskRequest, or
/// a chain of tokens alone. It is well-formed, and says nothing of trust.
public struct Presentation: ~Copyable, ~Escapable {
  /// What was received; every offset counts from its first byte, or, for a
  /// chain alone, from the first byte of the token concerned.
  public let bytes: Span<UInt8>
  /// Whether a task is asked for, or a chain stands alone.
  public let hasTask: Bool
  private let chain: TokenChain
  private let task: RecordTable<TaskRequestSchema>?
  private let inPlace = InPlace()

  /// Parses a whole message: the request's own structure first, then every
  /// token, root first.
  ///
  /// - Throws: `request` or `token`, with the offset from the message's first
  ///   byte.
  @_lifetime(copy message)
  public init(
    parsing message: Span<UInt8>
  ) throws(RequestParseError) {
    let request: TaskRequest
    do throws(ParseError) {
      request = try TaskRequest(parsing: message)
    } catch {
      throw .request(error)
    }
    var chain = TokenChain()
    let runOffset = request.parentRunOffset
    var parents = request.parents()
    while let place = parents.next() {
      try Self.append(
        message,
        place.lowerBound + runOffset..<place.upperBound + runOffset, to: &chain)
    }
    let leaf = request.message.offset(TaskRequestSchema.capabilityToken)
    try Self.append(
      message, leaf..<leaf + request.capabilityToken.count, to: &chain)
    self.bytes = message
    self.hasTask = true
    self.chain = chain
    self.task = request.message.table
  }

  /// Parses a chain of tokens without a request.
  ///
  /// - Parameters:
  ///   - bytes: the tokens, one after another, root first.
  ///   - tokenByteCounts: how long each of them is; the sum is the number of
  ///     bytes.
  /// - Throws: `token`, with the offset from the token's first byte.
  /// - Precondition: there is a token, and the counts add up.
  @_lifetime(copy bytes)
  public init(
    parsingChain bytes: Span<UInt8>, tokenByteCounts: Span<Int>
  ) throws(RequestParseError) {
    precondition(tokenByteCounts.count > 0, "a chain has a token")
    var chain = TokenChain()
    var start = 0
    for index in tokenByteCounts.indices {
      let end = start + tokenByteCounts[index]
      do throws(RequestParseError) {
        try Self.append(bytes, start..<end, to: &chain)
      } catch {
        throw error.shifted(by: -start)
      }
      start = end
    }
    precondition(start == bytes.count, "the counts of a chain add up")
    self.bytes = bytes
    self.hasTask = false
    self.chain = chain
    self.task = nil
  }

  private static func append(
    _ bytes: Span<UInt8>, _ place: Range<Int>, to chain: inout TokenChain
  ) throws(RequestParseError) {
    do throws(ParseError) {
      try chain.append(parsing: bytes, at: place)
    } catch {
      throw .token(
        index: chain.count, error.shifted(by: place.lowerBound))
    }
  }

  /// How many tokens the chain has.
  public var tokenCount: Int { chain.count }

  /// The token at `index`, 0 is the root.
  ///
  /// - Precondition: the chain has at most four tokens, and such a one.
  @_lifetime(copy self)
  public func token(_ index: Int) -> Token {
    chain.token(index, in: bytes)
  }

  /// Which token is presented: the last of the chain.
  public var leafIndex: Int { tokenCount - 1 }

  /// What is to be added to an offset within a token to tell the place of a
  /// refusal.
  public func reportOffset(ofToken index: Int) -> Int {
    hasTask ? chain.start(of: index) : 0
  }

  /// The task that is asked for; nil for a chain alone.
  public var taskRequest: TaskRequest? {
    @_lifetime(copy self) get {
      guard let task else { return nil }
      return TaskRequest(bytes: bytes, table: task)
    }
  }
}
