// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapReplay

/// An operator's command, and what is true of it.
struct LifeCommand {
  /// What it orders.
  enum Order {
    /// Tokens are revoked.
    case revocation([LifeToken])
    /// These issuers are in force, and no others.
    case issuers(Set<Int>)
    /// Floors G and E rise; 0 for none. Unix seconds.
    case floors(issuedAfterSeconds: UInt64, expiredBeforeSeconds: UInt64)
    /// The counters are set to zero.
    case counterReset
  }

  var order: Order
  var version: UInt64
  /// When it was signed, in truth.
  var signedAtSeconds: UInt64 = 0
  /// The signed message.
  var message: [UInt8] = []

  /// Whose versions it has.
  var kind: OperatorMessageKind {
    switch order {
    case .revocation: .revocation
    case .issuers: .issuerList
    case .floors: .floorRaise
    case .counterReset: .counterReset
    }
  }

  /// The same as the ground says it.
  var content: OperatorContent {
    switch order {
    case .revocation(let tokens):
      .revocation(
        tokens.map {
          RevokedToken(
            issuer: LifeParties.all[$0.issuer].publicKey,
            tokenID: LifeGround.tokenID($0.id),
            expiresAtSeconds: $0.expiresAtSeconds)
        })
    case .issuers(let issuers):
      .issuers(issuers.sorted().map { LifeParties.all[$0].publicKey })
    case .floors(let issuedAfter, let expiredBefore):
      .floors(
        issuedAfterSeconds: issuedAfter, expiredBeforeSeconds: expiredBefore)
    case .counterReset: .counterReset
    }
  }
}

extension LifeCommand: CustomStringConvertible {
  var description: String {
    switch order {
    case .revocation(let tokens): "revocation of \(tokens.map(\.name))"
    case .issuers(let issuers): "issuers \(issuers.sorted())"
    case .floors(let issuedAfter, let expiredBefore):
      "floors G \(issuedAfter), E \(expiredBefore)"
    case .counterReset: "counter reset"
    }
  }
}
