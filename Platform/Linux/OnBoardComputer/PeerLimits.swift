// SPDX-License-Identifier: Apache-2.0

/// Who may have how many signatures checked. The only work that costs much is
/// counted; all else a datagram can cause is cheap.
///
/// A source address proves nothing: anybody can write any. So the satellite
/// knows peers, addresses from which a fresh token came or a binding that
/// held. Each known peer has a share of its own. All others have one share
/// together, and in it each no more than a known peer. Whoever invents
/// addresses uses up the strangers' share, nobody else's; to become known
/// costs a token that was never used. The operator's station, if one is named,
/// is known.
///
/// Memory is fixed: 64 known peers, of whom the one least recently heard makes
/// room, and 1,024 buckets of strangers, chosen by a hash with a key of its own
/// at each start.
struct PeerLimits {
  private static let knownCountMax = 64
  private static let bucketCount = 1_024

  /// Why a datagram goes no further.
  enum Verdict {
    case allowed
    /// The peer's own share is used up.
    case peerLimited
    /// That of all strangers is.
    case strangersLimited
    /// That of everybody is.
    case totalLimited
  }

  private let peerRate: TokenBucket.Rate
  private let strangerRate: TokenBucket.Rate
  private let totalRate: TokenBucket.Rate
  private var known: [SocketAddress: Known] = [:]
  private var buckets = [TokenBucket](
    repeating: TokenBucket(), count: Self.bucketCount)
  private var strangers = TokenBucket()
  private var total = TokenBucket()
  private let station: SocketAddress?

  private struct Known {
    var bucket = TokenBucket()
    var heardAtNanoseconds: UInt64
  }

  init(_ options: LimitOptions, station: SocketAddress?) {
    peerRate = Self.rate(options.peerSignaturesPerSecond)
    strangerRate = Self.rate(options.strangerSignaturesPerSecond)
    totalRate = Self.rate(options.signaturesPerSecond)
    self.station = station
    if let station { known[station] = Known(heardAtNanoseconds: 0) }
  }

  /// A second's worth may come at once.
  private static func rate(_ perSecond: UInt32) -> TokenBucket.Rate {
    TokenBucket.Rate(perSecond: perSecond, burstCount: perSecond)
  }

  /// Known peers.
  var knownCount: Int { known.count }

  /// Whether a datagram of this source may have a signature checked now.
  mutating func admit(
    _ source: SocketAddress, at nowNanoseconds: UInt64
  ) -> Verdict {
    if var peer = known[source] {
      peer.heardAtNanoseconds = nowNanoseconds
      let isAllowed = peer.bucket.take(peerRate, at: nowNanoseconds)
      known[source] = peer
      guard isAllowed else { return .peerLimited }
    } else {
      // Hasher is seeded anew in each process.
      let index = Int(UInt(bitPattern: source.hashValue) % 1_024)
      guard buckets[index].take(peerRate, at: nowNanoseconds) else {
        return .peerLimited
      }
      guard strangers.take(strangerRate, at: nowNanoseconds) else {
        return .strangersLimited
      }
    }
    return total.take(totalRate, at: nowNanoseconds)
      ? .allowed : .totalLimited
  }

  /// A fresh token came from there, or a binding that held.
  mutating func learn(_ source: SocketAddress, at nowNanoseconds: UInt64) {
    guard known[source] == nil else { return }
    if known.count >= Self.knownCountMax {
      let oldest = known.filter { $0.key != station }
        .min { $0.value.heardAtNanoseconds < $1.value.heardAtNanoseconds }
      if let oldest { known[oldest.key] = nil }
    }
    known[source] = Known(heardAtNanoseconds: nowNanoseconds)
  }
}
