// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// What an operator's command asks for, once its signature has verified.
struct OperatorOrder {
  /// The command's message type.
  let type: MessageType
  /// Whose versions it has.
  let kind: OperatorMessageKind
  let version: UInt64
  /// When it was signed, Unix seconds.
  let signedAtSeconds: UInt64
  /// At what time it is carried out.
  let time: TrustedTime
  /// What the operator signed.
  var digest = Digest(bytes: InlineArray(repeating: 0))
  /// What changes together with the version.
  var change = OperatorChange.none
  /// The tokens that are to be revoked; empty for other commands.
  var revocations: MarkSet
}
