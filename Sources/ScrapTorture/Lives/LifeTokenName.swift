// SPDX-License-Identifier: Apache-2.0

/// Issuer and token_id: what may be accepted once (E-61).
struct LifeTokenName: Hashable, CustomStringConvertible {
  var issuer: Int
  var id: UInt64

  var description: String { "\(id) of issuer \(issuer)" }
}
