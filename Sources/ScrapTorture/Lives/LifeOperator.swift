// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// What is true of the operator's commands in a life: which lists of issuers
/// were sent, and which tokens revoked.
struct LifeOperator {
  private let issuerCount: Int
  /// Who is in force under each version of the list that was ever sent.
  private var lists: [UInt64: Set<Int>] = [:]
  /// The newest list that was acknowledged, and that nothing excuses the
  /// satellite from.
  private(set) var acknowledgedList: UInt64 = 0
  /// Control records may have been lost, and a floor forgave it.
  private(set) var mayIssuersBeUnknown = false
  /// Tokens whose revocation was acknowledged, until when.
  private var revoked: [LifeTokenName: UInt32] = [:]
  /// Tokens of which the store may or must know a revocation.
  private(set) var touched: Set<LifeTokenName> = []
  private(set) var version: UInt64 = 0
  /// The newest version of each kind that was acknowledged, and that nothing
  /// excuses the satellite from; of lists `acknowledgedList`.
  private var acknowledged: [OperatorMessageKind: UInt64] = [:]
  /// Resets of the counters that were acknowledged.
  private(set) var counterResetCount = 0

  init(issuerCount: Int) { self.issuerCount = issuerCount }

  /// One for each command.
  mutating func nextVersion() -> UInt64 {
    version += 1
    return version
  }

  mutating func takeVersion(of command: LifeCommand) {
    acknowledged[command.kind] = command.version
    if command.kind == .counterReset { counterResetCount += 1 }
  }

  /// The first kind of which a version that was acknowledged is not the
  /// satellite's any more; nil if all are.
  func kindForgotten(_ versions: [UInt64]) -> OperatorMessageKind? {
    acknowledged.filter { kind, version in
      kind != .issuerList && versions[Int(kind.rawValue)] < version
    }.keys.min { $0.rawValue < $1.rawValue }
  }

  /// No trace of the versions need be left.
  mutating func forgetVersions() { acknowledged = [:] }

  mutating func takeList(_ issuers: Set<Int>, version: UInt64, isTaken: Bool) {
    lists[version] = issuers
    if isTaken { acknowledgedList = version }
  }

  mutating func takeRevocation(of token: LifeToken, isTaken: Bool) {
    touched.insert(token.name)
    guard isTaken else { return }
    revoked[token.name] = max(
      revoked[token.name] ?? 0, token.expiresAtSeconds)
  }

  /// Nothing that was acknowledged need hold any more.
  mutating func forget() {
    forgetVersions()
    acknowledgedList = 0
    revoked = [:]
  }

  /// The documents name the case: no trace of a list is left.
  mutating func forgetList() { acknowledgedList = 0 }

  /// A loss was forgiven: floor G speaks for what is gone.
  mutating func takeLoss() {
    mayIssuersBeUnknown = true
    revoked = [:]
  }

  /// Whether tokens of an issuer may be accepted, as the satellite stands.
  func isInForce(_ issuer: Int, _ sight: LifeSight) -> Bool {
    guard issuer < issuerCount, sight.areIssuersKnown else { return false }
    return sight.listVersion == 0
      || lists[sight.listVersion]?.contains(issuer) ?? false
  }

  /// Whether the store must refuse a token as revoked, with this floor E.
  func isRevoked(_ name: LifeTokenName, expiryFloorSeconds: UInt64) -> Bool {
    guard let until = revoked[name] else { return false }
    return UInt64(until) >= expiryFloorSeconds
  }
}
