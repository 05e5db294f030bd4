// SPDX-License-Identifier: Apache-2.0

/// Where the tokens of a set may lie, and which of them are there.
struct SetProbe {
  var places = InlineArray<4, KeyPlace>(repeating: KeyPlace())
  var found = InlineArray<4, ReplayIndex.Found?>(repeating: nil)
  /// Tokens that are not there.
  var newCount = 0
  /// Of the root token's issuer and subject, or `Entry.revokedTag`.
  var rootTag: UInt16 = 0
}
