// SPDX-License-Identifier: Apache-2.0

/// An operator's command, and what is true of it.
struct LifeCommand {
  var version: UInt64
  /// Tokens to be revoked; empty for a list of issuers.
  var tokens: [LifeToken] = []
  /// The issuers that are to be in force; empty for a revocation.
  var issuers: Set<Int> = []
  /// When it was signed, in truth.
  var signedAtSeconds: UInt64 = 0
  /// The signed message.
  var message: [UInt8] = []
}
