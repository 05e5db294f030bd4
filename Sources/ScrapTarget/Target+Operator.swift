// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// The operator's commands: signed, with a version that only rises, and
/// answered with a receipt once they have taken effect.
extension Target
where
  Journal: ~Copyable, Lock: ~Copyable, Entropy: ~Copyable, Planner: ~Copyable
{
  /// How far ahead of trusted time a command may have been signed.
  public static var commandSkewSeconds: UInt64 { 60 }

  /// How far ahead of trusted time floor G may be raised: a slip of the hand
  /// must not refuse every token for years.
  public static var issuanceFloorLeadSecondsMax: UInt64 { 3_600 }

  /// How wide trusted time may be at a revocation, which is recorded with it.
  public static var revocationWidthSecondsMax: UInt64 { 65_535 }

  /// Takes a command and writes its receipt.
  @_lifetime(reply: copy reply)
  @inline(never)
  mutating func receiveCommand(
    _ bytes: Span<UInt8>, _ kind: OperatorMessageKind, now: TrustedTime?,
    reply: inout ByteWriter
  ) -> Outcome {
    do throws(OperatorRefusal) {
      let order = try check(bytes, kind, now)
      try carryOut(order)
      writeReceipt(order, to: &reply)
      return .operatorTaken(kind, version: order.version)
    } catch {
      return .operatorRefused(error)
    }
  }

  /// Takes a question for the status, which changes nothing.
  @inline(never)
  mutating func receiveStatusRequest(_ bytes: Span<UInt8>) -> Outcome {
    do throws(OperatorRefusal) {
      let command = try parse(bytes, .statusRequest)
      let key = try admit(command)
      _ = try digest(of: command, by: key, .operatorStatusRequest)
      return .statusAsked(StatusQuestion(nonce: command.content))
    } catch {
      return .operatorRefused(error)
    }
  }

  // MARK: Checks

  /// Everything that costs nothing first, then one signature.
  @inline(never)
  private borrowing func check(
    _ bytes: Span<UInt8>, _ kind: OperatorMessageKind, _ now: TrustedTime?
  ) throws(OperatorRefusal) -> OperatorOrder {
    typealias Records = OperatorCommandSchema
    let type = Self.type(of: kind)
    let command = try parse(bytes, type)
    let key = try admit(command)
    guard let now else { throw OperatorRefusal(.noTrustedTime) }
    let time = verifier.raised(now)
    // No mark could be written at a later time, nor under a wider interval.
    let isTooWide =
      time.hiSeconds - time.loSeconds > Self.revocationWidthSecondsMax
    guard time.hiSeconds <= UInt64(UInt32.max),
      kind != .revocation || !isTooWide
    else { throw OperatorRefusal(.noTrustedTime) }
    let signedAt = command.message.integer(Records.signedAt)
    guard signedAt <= time.hiSeconds + Self.commandSkewSeconds else {
      throw Self.refusal(.signedAhead, command, Records.signedAt)
    }
    var order = OperatorOrder(
      type: type, kind: kind,
      version: command.message.integer(Records.version),
      signedAtSeconds: signedAt, time: time,
      revocations: MarkSet(
        requestDigest: nil, loSeconds: time.loSeconds,
        hiSeconds: time.hiSeconds, isRevocation: true))
    try read(command, into: &order)
    order.digest = try digest(of: command, by: key, Self.tag(of: kind))
    return order
  }

  @_lifetime(copy bytes)
  private borrowing func parse(
    _ bytes: Span<UInt8>, _ type: MessageType
  ) throws(OperatorRefusal) -> OperatorCommand {
    do throws(ParseError) {
      return try OperatorCommand(parsing: bytes, as: type)
    } catch {
      throw OperatorRefusal(
        .malformedMessage, offset: error.offset, parseError: error)
    }
  }

  /// Whether it is for us, and by whom it says it is.
  @inline(never)
  private borrowing func admit(
    _ command: borrowing OperatorCommand
  ) throws(OperatorRefusal) -> VerificationKey {
    typealias Records = OperatorCommandSchema
    let message = command.message
    guard verifier.profile.isNamed(message.value(Records.satelliteID)) else {
      throw Self.refusal(.wrongSatellite, command, Records.satelliteID)
    }
    guard
      let key = verifier.profile.operationsKey(
        message.value(Records.operationsKey))
    else {
      throw Self.refusal(.unknownOperationsKey, command, Records.operationsKey)
    }
    return key
  }

  /// What was signed.
  @inline(never)
  private borrowing func digest(
    of command: borrowing OperatorCommand, by key: VerificationKey,
    _ tag: Tag
  ) throws(OperatorRefusal) -> Digest {
    let slot = OperatorCommandSchema.operationsSignature
    let message = command.message
    // The received bytes, never a re-encoding (E-22).
    let digest = TaggedHash.hash(tag, message.signedBytes)
    guard key.isValid(signature: message.value(slot), digest: digest) else {
      throw Self.refusal(.badOperationsSignature, command, slot)
    }
    return digest
  }

  private static func type(of kind: OperatorMessageKind) -> MessageType {
    switch kind {
    case .clockReading: .clockReading
    case .revocation: .revocation
    case .issuerList: .issuerList
    case .floorRaise: .floorRaise
    case .counterReset: .counterReset
    }
  }

  private static func tag(of kind: OperatorMessageKind) -> Tag {
    switch kind {
    case .clockReading: .operatorClockReading
    case .revocation: .operatorRevocation
    case .issuerList: .operatorIssuers
    case .floorRaise: .operatorFloors
    case .counterReset: .operatorCounterReset
    }
  }

  // MARK: Contents

  @inline(never)
  private borrowing func read(
    _ command: borrowing OperatorCommand, into order: inout OperatorOrder
  ) throws(OperatorRefusal) {
    switch order.kind {
    case .revocation: try readRevocations(command, into: &order)
    case .issuerList: try readIssuers(command, into: &order)
    case .floorRaise: try readFloors(command, into: &order)
    case .counterReset, .clockReading: break
    }
  }

  /// A token that lives longer than any that is accepted now would hold its
  /// place in the ring, which never moves a live record, for as long.
  private borrowing func readRevocations(
    _ command: borrowing OperatorCommand, into order: inout OperatorOrder
  ) throws(OperatorRefusal) {
    let lifetime = UInt64(verifier.profile.limits.maxTokenLifetimeSeconds)
    for index in 0..<command.revocationCount {
      let expiresAt = command.expiresAtSeconds(ofRevocation: index)
      guard UInt64(expiresAt) <= order.time.hiSeconds + lifetime else {
        throw Self.refusal(.revocationTooFar, command)
      }
      let key = MarkKey(
        issuer: command.issuer(ofRevocation: index),
        tokenID: command.tokenID(ofRevocation: index))
      for other in 0..<index
      where order.revocations.tokens[other].key == key {
        throw Self.refusal(.malformedMessage, command)
      }
      order.revocations.append(
        TokenMark(
          key: key, ledgerKey: .none, issuedAtSeconds: 0,
          expiresAtSeconds: expiresAt, rateLimit: nil))
    }
  }

  /// The list names all issuers that are in force from now on; as it cannot be
  /// empty, no message can lock every issuer out.
  private borrowing func readIssuers(
    _ command: borrowing OperatorCommand, into order: inout OperatorOrder
  ) throws(OperatorRefusal) {
    var places: UInt8 = 0
    for index in 0..<command.issuerCount {
      guard
        let place = verifier.profile.issuerIndex(command.issuer(index))
      else { throw Self.refusal(.unknownIssuer, command) }
      places |= 1 &<< UInt8(place)
    }
    guard let switches = verifier.profile.switches(enabling: places) else {
      throw Self.refusal(.unknownIssuer, command)
    }
    order.change.issuerSwitches = switches
  }

  private borrowing func readFloors(
    _ command: borrowing OperatorCommand, into order: inout OperatorOrder
  ) throws(OperatorRefusal) {
    let issuance = command.issuanceFloorSeconds
    let expiry = command.expiryFloorSeconds
    guard issuance > 0 || expiry > 0,
      issuance <= order.time.hiSeconds + Self.issuanceFloorLeadSecondsMax,
      // Floor E is a time mark, too: no time below it is believed again.
      expiry <= order.time.loSeconds
    else { throw Self.refusal(.floorOutOfRange, command) }
    order.change.issuanceFloorSeconds = issuance
    order.change.expiryFloorSeconds = expiry
  }

  // MARK: Effect

  /// The version, durable, and what changes with it; then what is to be
  /// revoked. All of it under one lock.
  @inline(never)
  private borrowing func carryOut(
    _ order: OperatorOrder
  ) throws(OperatorRefusal) {
    let skew = UInt64(verifier.profile.limits.clockSkewSeconds)
    let reason = verifier.withStore { store in
      Self.carryOut(order, in: &store, skewSeconds: skew)
    }
    if let reason { throw OperatorRefusal(reason) }
  }

  @inline(never)
  private static func carryOut(
    _ order: OperatorOrder,
    in store: inout ReplayStore<Journal>, skewSeconds: UInt64
  ) -> OperatorRefusal.Reason? {
    // What was signed before a loss may have been taken before it: of that the
    // floor is all that is left.
    guard order.signedAtSeconds > store.floors.issuedAtSeconds else {
      return .signedBeforeFloor
    }
    // Only a floor above everything that may have been accepted speaks for
    // marks that are gone: an older message, sent again, does not.
    if store.outcome == .lossDetected, order.kind == .floorRaise,
      order.change.issuanceFloorSeconds < order.time.hiSeconds + skewSeconds
    {
      return .floorOutOfRange
    }
    let taking = store.takeMessageVersion(
      order.version, ofKind: Int(order.kind.rawValue), with: order.change)
    switch taking {
    case .taken: break
    case .old: return .oldVersion
    case .failed: return .versionNotKept
    }
    return order.revocations.count > 0 ? revoke(order, in: &store) : nil
  }

  @inline(never)
  private static func revoke(
    _ order: OperatorOrder, in store: inout ReplayStore<Journal>
  ) -> OperatorRefusal.Reason? {
    do throws(ReplayRefusal) {
      let receipt = try store.testAndMark(order.revocations)
      return receipt == MarkReceipt(for: order.revocations)
        ? nil : .revocationNotKept
    } catch {
      return error.reason == .full ? .storeFull : .revocationNotKept
    }
  }

  private static func refusal(
    _ reason: OperatorRefusal.Reason, _ command: borrowing OperatorCommand,
    _ slot: Int = OperatorCommandSchema.content
  ) -> OperatorRefusal {
    OperatorRefusal(reason, offset: command.message.offset(slot))
  }
}
