// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// A task that was granted, in working memory: it runs once its payment is
/// bound (E-96).
struct RunningTask {
  let digest: Digest
  let tokenID: TokenID
  /// The request, whose way back the proof takes.
  let envelope: Envelope
  var isStarted = false
  /// Made when the task has run; nil until then.
  var proof: [UInt8]?
}
