// SPDX-License-Identifier: Apache-2.0

/// A token that was written in a life, and what is true of it.
struct LifeToken {
  /// Tells it apart from every other token, of the same id, too.
  var number: UInt64
  /// The party that is named as issuer and has signed.
  var issuer: Int
  /// The party that may use it.
  var subject: Int
  /// What its token_id is made of.
  var id: UInt64
  var issuedAtSeconds: UInt32
  var expiresAtSeconds: UInt32
  /// Whether it is meant for the satellite of this life.
  var isForUs: Bool
  /// The signed token.
  var bytes: [UInt8]

  /// What makes it one and the same token (E-61).
  var name: LifeTokenName { LifeTokenName(issuer: issuer, id: id) }
}
