// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapWire

/// A task that a target runs or has run, in working memory.
struct RunningTask {
  let digest: Digest
  let tokenID: TokenID
  /// The request, whose way back the proof takes.
  let envelope: Envelope
  /// Made when the task has run; nil until then.
  var proof: [UInt8]?
}
