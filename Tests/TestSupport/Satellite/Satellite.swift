// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay
import ScrapVerifier
import SimulatedNVM

/// A satellite that decides: the rig of the verifier's tests.
public final class Satellite {
  /// The usual time of the vectors.
  public static let now: UInt64 = 1_705_320_100

  /// Its memory.
  public let board: Board
  /// The decision.
  public private(set) var verifier:
    Verifier<Journal<MemoryRegion, NoAnchor>, SingleTask>

  /// Makes a satellite that is ready to judge.
  public init(
    profile: ProfileRecord = ProfileRecord(), sizes: Board.Sizes = .init(),
    isFormatted: Bool = true, recovers: Bool = true
  ) {
    board = Board(
      profile: profile.bytes, sizes: sizes, isFormatted: isFormatted,
      recovers: recovers)
    verifier = board.makeVerifier(lock: SingleTask())
  }

  /// Power off and on.
  public func restart(
    profile: ProfileRecord? = nil, recovers: Bool = true
  ) {
    board.restart(profile: profile?.bytes, recovers: recovers)
    verifier = board.makeVerifier(lock: SingleTask())
  }

  /// The store's floors.
  public var floors: Floors { verifier.withStore { $0.floors } }

  /// How full the store is.
  public var statistics: StoreStatistics {
    verifier.withStore { $0.statistics }
  }

  /// Raises floor G on purpose; false if the medium failed.
  @discardableResult
  public func raiseIssuanceFloor(to seconds: UInt64) -> Bool {
    verifier.withStore { store in
      do throws(JournalError) {
        try store.raiseIssuanceFloor(to: seconds)
        return true
      } catch {
        return false
      }
    }
  }

  /// The verdict on a whole message at one instant.
  public func verdict(
    message: [UInt8], at seconds: UInt64 = Satellite.now,
    peer: TestKey? = nil
  ) -> Verdict {
    verdict(
      message: message, now: TrustedTime(exactlySeconds: seconds), peer: peer)
  }

  /// The verdict on a whole message.
  public func verdict(
    message: [UInt8], now: TrustedTime?, peer: TestKey? = nil
  ) -> Verdict {
    do throws(Refusal) {
      let grant = try verifier.verify(
        message: message.span, now: now, peer: Self.peer(peer))
      return Verdict(grant)
    } catch {
      return Verdict(error)
    }
  }

  /// The verdict on a chain presented alone at one instant.
  public func verdict(
    chain: [[UInt8]], at seconds: UInt64 = Satellite.now, peer: TestKey?
  ) -> Verdict {
    verdict(
      chain: chain, now: TrustedTime(exactlySeconds: seconds), peer: peer)
  }

  /// The verdict on a chain presented alone.
  public func verdict(
    chain: [[UInt8]], now: TrustedTime?, peer: TestKey?
  ) -> Verdict {
    let bytes = Array(chain.joined())
    let counts = chain.map(\.count)
    do throws(Refusal) {
      let grant = try verifier.verify(
        chain: bytes.span, tokenByteCounts: counts.span, now: now,
        peer: Self.peer(peer))
      return Verdict(grant)
    } catch {
      return Verdict(error)
    }
  }

  /// A neighbour with this key.
  public static func peer(_ key: TestKey?) -> Peer? {
    guard let bytes = key?.publicKey else { return nil }
    return Peer(compressed: bytes.span)
  }
}
