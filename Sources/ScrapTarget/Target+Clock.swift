// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// The operator's clock reading: a challenge out, a signed answer in.
extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// How long a challenge may be answered: as long as the answer is worth
  /// anything under a policy's usual greatest width.
  public static var challengeLifeSeconds: UInt64 { 120 }

  /// How long a challenge that is asked for again is the same. So each stays
  /// open for 40 seconds at least, however often somebody asks.
  public static var challengeRepeatSeconds: UInt64 { 10 }

  /// Writes a ClockChallenge to be sent to the ground.
  ///
  /// The answer is worth the less the later it comes: its interval is widened
  /// by the time since the nonce was drawn. The last four may be answered, so
  /// that asking again spoils no answer that is on its way. `receive` knows no
  /// counter: here an old one is closed, there `TimedTarget` closes it.
  ///
  /// - Parameters:
  ///   - counterNanoseconds: the monotonic counter, read before the call.
  ///   - message: takes at most 87 bytes.
  /// - Throws: `noEntropy`, `replyBufferTooSmall`.
  /// - Precondition: `message` is empty.
  @_lifetime(message: copy message)
  public mutating func clockChallenge(
    counterNanoseconds: UInt64, into message: inout ByteWriter
  ) throws(TargetError) {
    let nonce = try openChallenge(at: counterNanoseconds).nonce
    do throws(WriteError) {
      try message.beginMessage(.clockChallenge)
      try message.append(record: 0, verifier.profile.satelliteID)
      try message.append(record: 2, nonce.span)
      message.endMessage()
    } catch {
      message.removeAll()
      throw .replyBufferTooSmall
    }
  }

  @inline(never)
  private mutating func openChallenge(
    at counterNanoseconds: UInt64
  ) throws(TargetError) -> OpenChallenge {
    closeOverdueChallenges(at: counterNanoseconds)
    if let newest = challenges.newest,
      !newest.isOver(
        at: counterNanoseconds, lifeSeconds: Self.challengeRepeatSeconds)
    {
      return newest
    }
    guard let chance = entropy.next() else { throw .noEntropy }
    let drawn = OpenChallenge(
      chance: chance.bytes.span, drawnAtNanoseconds: counterNanoseconds)
    challenges.open(drawn)
    return drawn
  }

  /// Closes challenges that have outlived `challengeLifeSeconds`; also all that
  /// were drawn later than the counter says, for then it began anew.
  mutating func closeOverdueChallenges(at counterNanoseconds: UInt64) {
    challenges.settle()
    challenges.closeOverdue(
      at: counterNanoseconds, lifeSeconds: Self.challengeLifeSeconds)
  }

  /// Checks an answer to an open challenge; a second one finds it closed.
  @inline(never)
  mutating func receiveClockReading(_ message: Span<UInt8>) -> Outcome {
    do throws(OperatorRefusal) {
      return .clockRead(try read(message))
    } catch {
      return .operatorRefused(error)
    }
  }

  /// Everything that costs nothing first, then one signature, then the version,
  /// durable before the reading is given out.
  @inline(never)
  private mutating func read(
    _ bytes: Span<UInt8>
  ) throws(OperatorRefusal) -> OperatorClockReading {
    let signed: SignedClockReading
    do throws(ParseError) {
      signed = try SignedClockReading(parsing: bytes)
    } catch {
      throw OperatorRefusal(
        .malformedMessage, offset: error.offset, parseError: error)
    }
    let (open, key) = try admit(signed)
    let reading = try Self.reading(signed, open)
    let message = signed.message
    // The received bytes, never a re-encoding (E-22).
    let digest = TaggedHash.hash(.operatorClockReading, message.signedBytes)
    let slot = SignedClockReadingSchema.operationsSignature
    guard key.isValid(signature: message.value(slot), digest: digest) else {
      throw Self.refusal(.badOperationsSignature, signed, slot)
    }
    try takeVersion(of: signed)
    challenges.close(
      answeredBy: message.value(SignedClockReadingSchema.nonce))
    return reading
  }

  /// Whether it answers us, and by whom it says it is.
  private mutating func admit(
    _ signed: borrowing SignedClockReading
  ) throws(OperatorRefusal) -> (OpenChallenge, VerificationKey) {
    typealias Records = SignedClockReadingSchema
    let message = signed.message
    guard verifier.profile.isNamed(message.value(Records.satelliteID)) else {
      throw Self.refusal(.wrongSatellite, signed, Records.satelliteID)
    }
    challenges.settle()
    guard !challenges.isEmpty else {
      throw OperatorRefusal(.noOpenChallenge)
    }
    guard let open = challenges.answered(by: message.value(Records.nonce))
    else {
      throw Self.refusal(.wrongNonce, signed, Records.nonce)
    }
    guard
      let key = verifier.profile.operationsKey(
        message.value(Records.operationsKey))
    else {
      throw Self.refusal(
        .unknownOperationsKey, signed, Records.operationsKey)
    }
    return (open, key)
  }

  private static func reading(
    _ signed: borrowing SignedClockReading, _ open: OpenChallenge
  ) throws(OperatorRefusal) -> OperatorClockReading {
    typealias Records = SignedClockReadingSchema
    let message = signed.message
    let seconds = Int64(bitPattern: message.integer(Records.unixSeconds))
    let fraction = message.integer(Records.nanoseconds)
    let bound = Int64(bitPattern: message.integer(Records.errorNanoseconds))
    guard seconds >= 0 else {
      throw refusal(.impossibleTime, signed, Records.unixSeconds)
    }
    guard fraction < Nanoseconds.perSecond else {
      throw refusal(.impossibleTime, signed, Records.nanoseconds)
    }
    guard bound > 0 else {
      throw refusal(.impossibleTime, signed, Records.errorNanoseconds)
    }
    return OperatorClockReading(
      unixSeconds: seconds,
      nanoseconds: UInt32(truncatingIfNeeded: fraction),
      errorNanoseconds: bound, drawnAtNanoseconds: open.drawnAtNanoseconds)
  }

  @inline(never)
  private func takeVersion(
    of signed: borrowing SignedClockReading
  ) throws(OperatorRefusal) {
    let slot = SignedClockReadingSchema.version
    let version = signed.message.integer(slot)
    let taking = verifier.withStore { store in
      store.takeMessageVersion(
        version, ofKind: Int(OperatorMessageKind.clockReading.rawValue))
    }
    switch taking {
    case .taken: return
    case .old: throw Self.refusal(.oldVersion, signed, slot)
    case .failed: throw OperatorRefusal(.versionNotKept)
    }
  }

  private static func refusal(
    _ reason: OperatorRefusal.Reason, _ signed: borrowing SignedClockReading,
    _ slot: Int
  ) -> OperatorRefusal {
    OperatorRefusal(reason, offset: signed.message.offset(slot))
  }
}
