// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapWire

/// The decision whether a stranger's command may run.
///
/// One value serves one satellite. Several tasks may call it at once if the
/// lock is a real one; only the last step holds the store.
@safe
public struct Verifier<
  Journal: MarkJournal & ~Copyable, Lock: ExclusiveAccess & ~Copyable
>: ~Copyable {
  /// Who this satellite is and whom it trusts.
  public let profile: Profile
  private let store: UnsafeMutablePointer<ReplayStore<Journal>>
  private let lock: Lock

  /// Makes a verifier.
  ///
  /// - Parameters:
  ///   - profile: the checked profile.
  ///   - store: the used tokens; recovered, or refusing everything until it
  ///     is. It stays the caller's, outlives the verifier, and is touched by
  ///     others only while they hold the lock.
  ///   - lock: guards the store.
  public init(
    profile: consuming Profile,
    store: UnsafeMutablePointer<ReplayStore<Journal>>,
    lock: consuming Lock
  ) {
    self.profile = profile
    unsafe self.store = store
    self.lock = lock
  }

  /// Runs `body` with the store, alone.
  public borrowing func withStore<Result>(
    _ body: (inout ReplayStore<Journal>) -> Result
  ) -> Result {
    lock.acquire()
    defer { lock.release() }
    // The lock makes this the only access; the caller keeps the store alive.
    return unsafe body(&store.pointee)
  }

  /// Trusted time as decisions take it: not before what the store has seen
  /// (E-55).
  ///
  /// - Parameter now: what the clocks say.
  /// - Returns: the interval, raised to the store's time mark.
  @inline(never)
  public borrowing func raised(_ now: TrustedTime) -> TrustedTime {
    now.raised(to: withStore { $0.floors.timeMarkSeconds })
  }

  /// Keeps the time between marks, so that a clock that was reset brings no
  /// token back: call it with each new interval of trusted time. At most one
  /// control record in ten minutes is written.
  ///
  /// - Parameter time: what the clocks say.
  /// - Returns: what became of it, for telemetry; a failure refuses nothing by
  ///   itself.
  @discardableResult
  @inline(never)
  public borrowing func keepTime(_ time: TrustedTime) -> TimeKeeping {
    withStore { $0.keepTime(loSeconds: time.loSeconds) }
  }

  /// Decides on a whole TaskRequest message.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - now: trusted time; nil if there is none.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  /// - Returns: the right to execute the task, once.
  /// - Throws: the first refusal in the order of steps; nothing has changed.
  public borrowing func verify(
    message: Span<UInt8>, now: TrustedTime?, peer: Peer? = nil
  ) throws(Refusal) -> Grant {
    var signedTask: SignedTask? = nil
    return try verify(
      message: message, now: now, peer: peer, signedTask: &signedTask)
  }

  /// Decides on a whole TaskRequest message, and tells what was signed.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - now: trusted time; nil if there is none.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  ///   - signedTask: set once every signature has verified, also if the
  ///     request is refused later: only then may it be answered (E-103).
  /// - Returns: the right to execute the task, once.
  /// - Throws: the first refusal in the order of steps; nothing has changed.
  public borrowing func verify(
    message: Span<UInt8>,
    now: TrustedTime?,
    peer: Peer?,
    signedTask: inout SignedTask?
  ) throws(Refusal) -> Grant {
    let authentic = try authenticate(message, begin(now: now), peer)
    signedTask = authentic.signedTask
    return try finish(authentic)
  }

  // Stages in functions of their own: one that is over leaves the stack before
  // the next begins.

  @inline(never)
  @_lifetime(copy message)
  private borrowing func authenticate(
    _ message: Span<UInt8>, _ moment: Moment, _ peer: Peer?
  ) throws(Refusal) -> AuthenticRequest {
    try AuthenticRequest(
      AdmissibleRequest(
        UnverifiedRequest(message: message), at: moment, under: profile),
      under: profile, peer: peer)
  }

  @inline(never)
  @_lifetime(copy chain)
  private borrowing func authenticate(
    _ chain: Span<UInt8>, _ tokenByteCounts: Span<Int>, _ moment: Moment,
    _ peer: Peer?
  ) throws(Refusal) -> AuthenticRequest {
    try AuthenticRequest(
      AdmissibleRequest(
        UnverifiedRequest(chain: chain, tokenByteCounts: tokenByteCounts),
        at: moment, under: profile),
      under: profile, peer: peer)
  }

  @inline(never)
  private borrowing func finish(
    _ authentic: consuming AuthenticRequest
  ) throws(Refusal) -> Grant {
    let permitted = try PermittedRequest(authentic, under: profile)
    return try markInPlace(permitted)
  }

  /// Decides on a chain of tokens alone, for links that authenticate the peer
  /// (SCRAP §16.8). No network entry point may reach it.
  ///
  /// - Parameters:
  ///   - chain: the tokens, one after another, root first.
  ///   - tokenByteCounts: how long each of them is.
  ///   - now: trusted time; nil if there is none.
  ///   - peer: whom the link has authenticated; nil is refused.
  /// - Returns: the right to execute the task, once.
  /// - Throws: the first refusal in the order of steps; nothing has changed.
  /// - Precondition: there is a token, and the counts add up.
  public borrowing func verify(
    chain: Span<UInt8>,
    tokenByteCounts: Span<Int>,
    now: TrustedTime?,
    peer: Peer?
  ) throws(Refusal) -> Grant {
    try finish(
      authenticate(chain, tokenByteCounts, begin(now: now), peer))
  }
}
