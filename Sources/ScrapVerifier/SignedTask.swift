// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// What a commander has signed, copied out of the received bytes: enough to
/// answer, to execute and to check what follows.
public struct SignedTask: Sendable {
  /// The task_id, 1 to 64 bytes.
  public let taskID: ShortText
  /// The capability asked for; the executor derives the command from it alone
  /// (E-88).
  public let capability: ShortText
  /// The leaf's token_id (E-98).
  public let tokenID: TokenID
  /// The digest that the commander signed (E-94).
  public let digest: Digest
  /// The commander's key, as resolved from the leaf's subject.
  public let commander: PublicKey
  /// The signed max_amount_sats; nil if the request has none.
  public let maxAmountSats: UInt64?
}
