// SPDX-License-Identifier: Apache-2.0

extension Token {
  /// Checks each value by itself and against its neighbours, in wire order.
  func checkValues() throws(ParseError) {
    try check(
      bytes[offset(ofSlot: TokenSchema.version)] == 1,
      .wrongVersion, TokenSchema.version)
    let flags = offset(ofSlot: TokenSchema.flags)
    try check(flags == 0 || bytes[flags] == 0, .flagsSet, TokenSchema.flags)
    try check(
      Identity.hasKeyPrefix(issuer),
      .wrongKeyPrefix, TokenSchema.issuer)
    try check(
      Identity.isKey(subject) || Identity.isText(subject),
      .wrongText, TokenSchema.subject)
    try check(
      Identity.isKey(audience) || Identity.isText(audience),
      .wrongText, TokenSchema.audience)
    try check(
      issuedAtSeconds < expiresAtSeconds,
      .lifetimeNotPositive, TokenSchema.expiresAt)
    try checkCapabilities()
    try check(ratePeriodSeconds != 0, .ratePeriodZero, TokenSchema.rate)
    try check(
      (afterSeconds ?? 0) <= expiresAtSeconds,
      .afterBeyondExpiry, TokenSchema.after)
    try checkClass()
  }

  @inline(__always)
  private func check(
    _ holds: Bool, _ kind: ParseError.Kind, _ slot: Int
  ) throws(ParseError) {
    guard !holds else { return }
    throw ParseError(
      kind, at: offset(ofSlot: slot),
      recordType: TokenSchema.type(ofSlot: slot))
  }

  private func checkCapabilities() throws(ParseError) {
    let run = capabilityRecords
    let runOffset = capabilityRunOffset
    guard capabilityCount <= Limits.capabilityCountMax else {
      throw ParseError(.tooManyCapabilities, at: runOffset, recordType: 14)
    }
    var walk = capabilities()
    while let place = walk.next() {
      guard Capability.isWellFormed(run.extracting(place)) else {
        throw ParseError(
          .wrongCapability, at: runOffset + place.lowerBound, recordType: 14)
      }
    }
  }

  /// Root: no record 20, 22 or 24, and 26 absent or 0. Delegation: all four,
  /// and 26 at least 1. Nothing in between (E-72).
  private func checkClass() throws(ParseError) {
    let count =
      (rootIssuer == nil ? 0 : 1) + (rootTokenID == nil ? 0 : 1)
      + (parentTokenID == nil ? 0 : 1)
    let isRoot = count == 0 && chainDepth == 0
    let isDelegation = count == 3 && chainDepth >= 1
    guard isRoot || isDelegation else {
      throw ParseError(
        .partialDelegation, at: delegationOffset, recordType: nil)
    }
    guard let rootIssuer, !Identity.hasKeyPrefix(rootIssuer) else { return }
    try check(false, .wrongKeyPrefix, TokenSchema.rootIssuer)
  }

  /// The first delegation record's value.
  private var delegationOffset: Int {
    for slot in TokenSchema.rootIssuer...TokenSchema.chainDepth {
      let offset = offset(ofSlot: slot)
      if offset != 0 { return offset }
    }
    return 0
  }
}
