// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// A chain of tokens, ready to be presented.
final class BenchChain {
  private let bytes: [UInt8]
  private let tokenByteCounts: [Int]
  private let peer: Peer
  private let now: TrustedTime

  init(tokens: [[UInt8]], peer: Peer, now: TrustedTime) {
    self.bytes = tokens.flatMap { $0 }
    self.tokenByteCounts = tokens.map(\.count)
    self.peer = peer
    self.now = now
  }

  /// Presents the chain; traps unless it is granted, or refused as expected.
  func verify<Lock: ExclusiveAccess & ~Copyable>(
    by satellite: BenchSatellite<Lock>, expecting reason: Reason? = nil
  ) {
    let bytes = bytes
    let tokenByteCounts = tokenByteCounts
    do throws(Refusal) {
      _ = try satellite.verifier.verify(
        chain: bytes.span, tokenByteCounts: tokenByteCounts.span, now: now,
        peer: peer)
      precondition(reason == nil, "a bad chain is refused")
    } catch {
      precondition(error.reason == reason, "a chain has its known verdict")
    }
  }
}
