// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapWire

/// Who this satellite is and whom it trusts: a checked view of a record in
/// the caller's memory.
///
/// What decides is kept twice, here and in the record, and both are asked at
/// each use, so that a flipped bit refuses instead of trusting somebody else
/// (E-45).
@safe public struct Profile: ~Copyable {
  private let record: UnsafeBufferPointer<UInt8>
  private let ownID: ShortText
  private let inPlace = InPlace()
  private let ownKey: PublicKey
  private let issuers: TrustedKeys
  private let operationsKeys: TrustedKeys
  /// How many subjects the list has.
  public let subjectCount: Int
  /// The limits in force.
  public let limits: ProfileLimits

  /// Checks a record.
  ///
  /// - Parameter record: the bytes of `ProfileLayout`. They stay the
  ///   caller's, live as long as the profile, and are not changed.
  /// - Throws: any `ProfileError.Kind`, with the offset in the record.
  public init(
    record: UnsafeBufferPointer<UInt8>
  ) throws(ProfileError) {
    // The caller keeps the memory alive and unchanged.
    let bytes = unsafe record.span
    try ProfileCheck.checkRecord(bytes)
    let issuers = try TrustedKeys(in: bytes, at: ProfileLayout.issuersOffset)
    let operationsKeys = try TrustedKeys(
      in: bytes, at: ProfileLayout.operationsKeysOffset)
    unsafe self.record = record
    self.ownID = ShortText(Self.satelliteID(in: bytes))
    self.ownKey = PublicKey(bytes.extracting(Self.identityKeyPlace))
    self.issuers = issuers
    self.operationsKeys = operationsKeys
    self.subjectCount = Self.subjectCount(in: bytes)
    self.limits = ProfileCheck.limits(in: bytes)
  }

  private var bytes: Span<UInt8> {
    // The caller keeps the memory alive, see `init`.
    @_lifetime(borrow self) get { unsafe record.span }
  }

  /// Whether the limits in memory still are those of the record (E-45).
  var isIntact: Bool { limits == ProfileCheck.limits(in: bytes) }

  /// This satellite's text id, 1 to 64 bytes.
  public var satelliteID: Span<UInt8> {
    @_lifetime(borrow self) get { Self.satelliteID(in: bytes) }
  }

  /// This satellite's compressed key, 33 bytes.
  public var identityKey: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.extracting(Self.identityKeyPlace) }
  }

  private static var identityKeyPlace: Range<Int> {
    let start = ProfileLayout.identityKeyOffset
    return start..<start + 33
  }

  @_lifetime(copy bytes)
  private static func satelliteID(in bytes: Span<UInt8>) -> Span<UInt8> {
    let start = ProfileLayout.satelliteIDOffset + 1
    let count = Int(bytes[ProfileLayout.satelliteIDOffset])
    return bytes.extracting(start..<start + count)
  }

  /// Whether a token's audience is this satellite, by id or key, byte-exact,
  /// in the record and here (E-32, E-33, E-45).
  func isAudience(_ audience: Span<UInt8>) -> Bool {
    audience.isEqual(to: ownID.span) && audience.isEqual(to: satelliteID)
      || audience.isEqual(to: ownKey.span)
        && audience.isEqual(to: identityKey)
  }

  /// The parsed key of a trusted issuer; nil if the 33 bytes are none's
  /// (E-37), or the operator has disabled it (E-39).
  func issuerKey(
    _ issuer: Span<UInt8>, switches: IssuerSwitches
  ) -> VerificationKey? {
    guard isInForce(issuer, switches: switches) else { return nil }
    return issuers.key(issuer, in: bytes)
  }

  /// Whether tokens of an issuer may be accepted.
  func isInForce(_ issuer: Span<UInt8>, switches: IssuerSwitches) -> Bool {
    guard let index = issuers.index(of: issuer, in: bytes) else {
      return false
    }
    return !switches.isDisabled(issuers.tag(at: index))
  }

  /// How many issuers there are, 1 to 4.
  public var issuerCount: Int { issuers.count }

  /// The place of an issuer in the profile; nil if it is none of its issuers.
  public func issuerIndex(_ issuer: Span<UInt8>) -> Int? {
    issuers.index(of: issuer, in: bytes)
  }

  /// What disables all issuers but those at some places, a bit for each; nil if
  /// one of these would be disabled with another whose key looks alike, by a
  /// chance of one in 65,534 for a pair.
  public func switches(enabling places: UInt8) -> IssuerSwitches? {
    var switches = IssuerSwitches.allEnabled
    for index in 0..<issuers.count where places & (1 &<< UInt8(index)) == 0 {
      switches = switches.disabling(issuers.tag(at: index))
    }
    return enabledPlaces(under: switches) == places ? switches : nil
  }

  /// The places of the issuers that are in force, a bit for each.
  public func enabledPlaces(under switches: IssuerSwitches) -> UInt8 {
    var places: UInt8 = 0
    for index in 0..<issuers.count
    where !switches.isDisabled(issuers.tag(at: index)) {
      places |= 1 &<< UInt8(index)
    }
    return places
  }

  /// The parsed key of one who may send operator messages; nil if the 33 bytes
  /// are none's. An issuer's key is none unless it is listed for this, too.
  public func operationsKey(_ key: Span<UInt8>) -> VerificationKey? {
    operationsKeys.key(key, in: bytes)
  }

  /// Whether an operator's message is meant for this satellite: its text id,
  /// byte-exact, in the record and here (E-33, E-45).
  public func isNamed(_ id: Span<UInt8>) -> Bool {
    id.isEqual(to: ownID.span) && id.isEqual(to: satelliteID)
  }

  private static func subjectCount(in bytes: Span<UInt8>) -> Int {
    Int(
      bytes.bigEndianInteger(
        at: ProfileLayout.subjectCountOffset, byteCount: 2))
  }

  /// The key of a text id on the list; nil if it is not there, or its entry
  /// or the list's count was damaged (E-34, E-45).
  func key(ofSubject id: Span<UInt8>) -> PublicKey? {
    guard Self.subjectCount(in: bytes) == subjectCount else { return nil }
    for index in 0..<subjectCount {
      let start =
        ProfileLayout.fixedByteCount + index * ProfileLayout.subjectByteCount
      let idCount = Int(bytes[start])
      guard idCount == id.count,
        bytes.extracting(start + 1..<start + 1 + idCount).isEqual(to: id),
        ProfileCheck.isIntactSubject(bytes, at: start)
      else { continue }
      return PublicKey(
        bytes.extracting(
          start + ProfileLayout.subjectKeyOffset..<start
            + ProfileLayout.subjectCheckedByteCount))
    }
    return nil
  }
}
