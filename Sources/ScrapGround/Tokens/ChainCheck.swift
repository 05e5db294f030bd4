// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// Holds what the ground has written against the verifier's own steps, with
/// the satellite that the chain itself names and an instant at which it could
/// hold.
///
/// What is refused here is refused by every satellite at any time; what passes
/// may still be refused for another issuer, a later time, or use.
enum ChainCheck {
  /// Steps 2 to 8 of a chain.
  static func check(_ chain: [[UInt8]]) throws(GroundError) {
    try check(
      chain, message: nil, presenter: nil, timestampSeconds: nil,
      what: "the token")
  }

  /// Steps 2 to 11 of a request.
  static func check(
    message: [UInt8], chain: [[UInt8]], presenter: [UInt8],
    timestampSeconds: UInt32
  ) throws(GroundError) {
    try check(
      chain, message: message, presenter: presenter,
      timestampSeconds: timestampSeconds, what: "the request")
  }

  private static func check(
    _ chain: [[UInt8]],
    message: [UInt8]?,
    presenter: [UInt8]?,
    timestampSeconds: UInt32?,
    what: String
  ) throws(GroundError) {
    var facts: [TokenFacts] = []
    for (index, token) in chain.enumerated() {
      facts.append(try parsed(token, index, what))
    }
    guard let root = facts.first, let leaf = facts.last else { return }
    let trial = try Trial(
      profile: profile(root: root, leaf: leaf, presenter: presenter),
      nowSeconds: instant(facts, timestampSeconds: timestampSeconds))
    let refusal =
      if let message {
        trial.judge(.request(message), upTo: .constraints)
      } else {
        trial.judge(.chain(chain), upTo: .commander)
      }
    if let refusal { throw .wouldBeRefused(what: what, refusal) }
  }

  private static func parsed(
    _ token: [UInt8], _ index: Int, _ what: String
  ) throws(GroundError) -> TokenFacts {
    do throws(ParseError) {
      _ = try TokenRecords(parsing: token.span)
    } catch {
      throw .wouldBeRefused(
        what: what, Refusal(.token(index: index, error)))
    }
    return try TokenFacts(parsing: token, place: "token \(index)")
  }

  /// A satellite that is the chain's audience, trusts its root's issuer, and
  /// knows its leaf's subject.
  private static func profile(
    root: TokenFacts, leaf: TokenFacts, presenter: [UInt8]?
  ) -> SatelliteProfile {
    let isKeyAudience = Identity.isKey(root.audience.span)
    let isKeySubject = Identity.isKey(leaf.subject.span)
    var subjects: [String: [UInt8]] = [:]
    if !isKeySubject {
      let id = String(decoding: leaf.subject, as: UTF8.self)
      subjects[id] = presenter ?? root.issuer
    }
    return SatelliteProfile(
      satelliteID: isKeyAudience
        ? "-" : String(decoding: root.audience, as: UTF8.self),
      identityKey: isKeyAudience ? root.audience : root.issuer,
      issuers: [root.issuer], subjects: subjects)
  }

  /// An instant at which every token of the chain has begun; if it is too late
  /// for one of them, they never hold together.
  private static func instant(
    _ facts: [TokenFacts], timestampSeconds: UInt32?
  ) -> UInt64 {
    let lifetimeMax = UInt64(ProfileLimits.tokenLifetimeSecondsMax)
    var instant = UInt64(timestampSeconds ?? 0)
    for token in facts {
      let expiresAt = UInt64(token.expiresAtSeconds)
      instant = max(instant, UInt64(token.issuedAtSeconds))
      instant = max(instant, UInt64(token.afterSeconds ?? 0))
      instant = max(instant, expiresAt - min(expiresAt, lifetimeMax))
    }
    return instant
  }
}
