// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapVerifier
import ScrapWire

/// The tasks accepted last; a new one takes the place of the oldest.
///
/// They are kept in memory only. After a restart, or once its place was
/// taken, a task comes back when its commander sends the request again and is
/// answered `already_accepted`.
struct AcceptedTasks: ~Copyable, Sendable {
  private var tasks: InlineArray<8, AcceptedTask?> = .init(repeating: nil)
  private var next = 0
  private let inPlace = InPlace()

  /// Keeps a task; one that is there already stays as it is.
  mutating func keep(_ task: AcceptedTask) {
    guard index(of: task.digest) == nil else { return }
    tasks[next] = task
    next = (next + 1) % tasks.count
  }

  /// The place of the task whose request has this digest. A token_id would
  /// not do: it is unique for its issuer only (E-61).
  func index(of digest: Digest) -> Int? {
    for index in tasks.indices where tasks[index]?.digest == digest {
      return index
    }
    return nil
  }

  /// The task that a binding names; if several share the ids, the one with
  /// its payment_hash.
  func index(
    token tokenID: TokenID, task taskID: Span<UInt8>,
    paymentHash: Span<UInt8>
  ) -> Int? {
    var found: Int? = nil
    for index in tasks.indices {
      guard let task = tasks[index], task.tokenID == tokenID,
        task.taskID.span.isEqual(to: taskID)
      else { continue }
      if task.paymentHash.span.isEqual(to: paymentHash) { return index }
      found = index
    }
    return found
  }

  subscript(index: Int) -> AcceptedTask? {
    get { tasks[index] }
    set { tasks[index] = newValue }
  }
}
