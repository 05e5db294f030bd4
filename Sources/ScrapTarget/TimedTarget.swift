// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// A target with its clocks: messages and clock readings in, events and
/// replies out.
///
/// This is what an on-board computer calls: whatever arrives goes through
/// `receive`, each reading of a clock through `feed`, and idle time through
/// `tick`. It serves one task; a host with several holds a lock around each
/// call.
public struct TimedTarget<
  Journal: MarkJournal & ~Copyable,
  Lock: ExclusiveAccess & ~Copyable,
  Entropy: EntropySource & ~Copyable,
  Planner: TaskPlanner & ~Copyable
>: ~Copyable {
  /// The target; for clock challenges, proofs, preimages, and its verifier.
  public var target: Target<Journal, Lock, Entropy, Planner>
  /// What it has done.
  public private(set) var counters = TargetCounters()
  private var clock: ClockArbiter
  /// What was fed last.
  public private(set) var readings = ClockReadings()

  /// Joins a target and its arbiter of clocks.
  ///
  /// - Parameters:
  ///   - target: decides and answers.
  ///   - clock: arbitrates; nothing was fed to it.
  public init(
    target: consuming Target<Journal, Lock, Entropy, Planner>,
    clock: consuming ClockArbiter
  ) {
    self.target = target
    self.clock = clock
  }

  /// Takes a reading of one clock; any values. It counts from the next call on,
  /// until its age outgrows the policy or another one takes its place.
  public mutating func feed(_ reading: ClockReading, of name: ClockSourceName) {
    readings.set(reading, of: name)
  }

  /// Arbitrates what was fed. Writes nothing to the medium.
  ///
  /// - Parameter counterNanoseconds: the monotonic counter, read before the
  ///   call.
  /// - Returns: trusted time or none, and why.
  @inline(never)
  public mutating func arbitrate(counterNanoseconds: UInt64) -> ClockDecision {
    clock.arbitrate(
      readings, nowNanoseconds: counterNanoseconds,
      timeMarkSeconds: timeMarkSeconds)
  }

  /// Takes a message, decides at the time that the clocks agree on, and writes
  /// the reply, if one is due; see `Target.receive`. An operator's clock
  /// reading goes to the arbiter, and its time to the store.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - counterNanoseconds: the monotonic counter, read before the call; nil
  ///     if it cannot be read: then there is no trusted time.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  ///   - reply: takes the reply; nothing is written if none is due.
  /// - Returns: what became of the message.
  /// - Precondition: `reply` is empty and has `Target.replyByteCountMax` bytes.
  @_lifetime(reply: copy reply)
  public mutating func receive(
    _ message: Span<UInt8>,
    counterNanoseconds: UInt64?,
    peer: Peer? = nil,
    reply: inout ByteWriter
  ) -> TargetEvent {
    let now = trustedTime(counterNanoseconds)
    if let counterNanoseconds {
      target.closeOverdueChallenges(at: counterNanoseconds)
    }
    let outcome = target.receive(message, now: now, peer: peer, reply: &reply)
    let event = take(
      outcome, counterNanoseconds: counterNanoseconds, reply: &reply)
    if reply.count > 0 { counters.replyCount.count() }
    return event
  }

  /// Takes a request for something that this satellite cannot do; see
  /// `Target.decline`.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - counterNanoseconds: as above.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  ///   - reply: takes the reply; nothing is written if none is due.
  /// - Returns: `refused`.
  /// - Precondition: as above.
  @_lifetime(reply: copy reply)
  public mutating func decline(
    _ message: Span<UInt8>,
    counterNanoseconds: UInt64?,
    peer: Peer? = nil,
    reply: inout ByteWriter
  ) -> TargetEvent {
    let refusal = target.decline(
      message, now: trustedTime(counterNanoseconds), peer: peer, reply: &reply)
    if reply.count > 0 { counters.replyCount.count() }
    counters.count(refusal)
    return .refused(refusal)
  }

  /// Counts what became of a message, sets the clock if it told the time, and
  /// does for the operator what a target alone cannot.
  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func take(
    _ outcome: consuming Outcome, counterNanoseconds: UInt64?,
    reply: inout ByteWriter
  ) -> TargetEvent {
    switch consume outcome {
    case .granted(let grant):
      counters.grantedCount.count()
      return .granted(grant)
    case .refused(let refusal):
      counters.count(refusal)
      return .refused(refusal)
    case .bound(let tokenID):
      counters.boundCount.count()
      return .bound(tokenID)
    case .bindingRefused(let refusal):
      counters.bindingRefusedCount.count()
      return .bindingRefused(refusal)
    case .clockRead(let reading):
      return confirm(reading, counterNanoseconds: counterNanoseconds)
    case .operatorTaken(let kind, let version):
      if kind == .counterReset { resetCounters() }
      counters.operatorTakenCount.count()
      return .operatorTaken(kind, version: version)
    case .statusAsked(let question):
      counters.operatorTakenCount.count()
      target.writeStatus(
        question,
        clock: counterNanoseconds.map { arbitrate(counterNanoseconds: $0) },
        counters: counters, to: &reply)
      return .statusTold
    case .operatorRefused(let refusal):
      counters.operatorRefusedCount.count()
      return .operatorRefused(refusal)
    case .ignored(let type):
      counters.ignoredCount.count()
      return .ignored(type: type)
    }
  }

  /// Decides on a chain of tokens alone, for links that authenticate the peer
  /// (SCRAP §16.8); see `Verifier.verify(chain:…)`. Nothing is answered.
  ///
  /// - Parameters:
  ///   - chain: the tokens, one after another, root first.
  ///   - tokenByteCounts: how long each of them is.
  ///   - counterNanoseconds: as above.
  ///   - peer: whom the link has authenticated; nil is refused.
  /// - Returns: `granted` or `refused`.
  /// - Precondition: there is a token, and the counts add up.
  public mutating func receive(
    chain: Span<UInt8>,
    tokenByteCounts: Span<Int>,
    counterNanoseconds: UInt64?,
    peer: Peer?
  ) -> TargetEvent {
    let now = trustedTime(counterNanoseconds)
    do throws(Refusal) {
      let grant = try target.verifier.verify(
        chain: chain, tokenByteCounts: tokenByteCounts, now: now, peer: peer)
      counters.grantedCount.count()
      return .granted(grant)
    } catch {
      counters.count(error)
      return .refused(error)
    }
  }

  /// Looks after time and store: call it when idle, once a second or so. It
  /// writes one time mark in ten minutes at most, and what a scrub repairs.
  ///
  /// - Parameters:
  ///   - counterNanoseconds: the monotonic counter, read before the call.
  ///   - bucketCount: how many buckets of the index to check, about nine
  ///     entries each, with one segment of each copy; 0 for no scrub.
  /// - Returns: what was found and done.
  @inline(never)
  public mutating func tick(
    counterNanoseconds: UInt64, bucketCount: UInt32
  ) -> TargetTick {
    let decision = arbitrate(counterNanoseconds: counterNanoseconds)
    let keeping = keep(decision)
    return TargetTick(
      clock: decision, timeKeeping: keeping,
      scrub: bucketCount > 0 ? scrub(bucketCount: bucketCount) : nil)
  }

  /// The scrub of a tick alone.
  ///
  /// - Parameter bucketCount: see `tick`.
  /// - Returns: what was found and done.
  @inline(never)
  public mutating func scrub(bucketCount: UInt32) -> StoreScrub {
    let step = target.verifier.withStore { $0.scrub(bucketCount: bucketCount) }
    counters.count(step.medium)
    return step
  }

  /// Sets every counter to zero.
  public mutating func resetCounters() { counters = TargetCounters() }

  private mutating func trustedTime(_ counter: UInt64?) -> TrustedTime? {
    guard let counter else { return nil }
    return arbitrate(counterNanoseconds: counter).trustedTime
  }

  @inline(never)
  private var timeMarkSeconds: UInt64 {
    target.verifier.withStore { $0.floors.timeMarkSeconds }
  }

  @inline(never)
  private mutating func confirm(
    _ reading: OperatorClockReading, counterNanoseconds: UInt64?
  ) -> TargetEvent {
    do throws(ClockConfirmationError) {
      guard let counterNanoseconds else { throw .counterFell }
      try clock.confirm(
        reading, nowNanoseconds: counterNanoseconds,
        timeMarkSeconds: timeMarkSeconds)
      counters.clockSetCount.count()
      _ = keep(arbitrate(counterNanoseconds: counterNanoseconds))
      return .clockSet
    } catch {
      counters.operatorRefusedCount.count()
      return .clockRefused(error)
    }
  }

  @inline(never)
  private mutating func keep(_ decision: ClockDecision) -> TimeKeeping? {
    guard let time = decision.trustedTime else { return nil }
    let keeping = target.verifier.keepTime(time)
    switch keeping {
    case .current: break
    case .written: counters.timeMarkCount.count()
    case .failed: counters.timeMarkFailedCount.count()
    }
    return keeping
  }
}
