// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What a target made of a message, once its processor is done with it.
struct Reception {
  /// What became of it.
  enum Result {
    /// A task is to run: the digest that the commander signed.
    case granted(Digest, TokenID)
    case refused(Refusal)
    case bound(TokenID)
    /// An operator's message was taken, and kept, or refused.
    case commanded(OperatorRefusal.Reason?)
    /// An operator's question was answered.
    case statusTold
    /// A word for the timeline.
    case other(String, isGood: Bool)
  }

  let envelope: Envelope
  let arrivedAt: UInt64
  let result: Result
  /// Empty if none is due.
  let reply: [UInt8]
}
