// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// The tasks accepted last; a new one takes the place of the oldest.
///
/// They are kept in memory only. After a restart, or once its place was
/// taken, a task comes back when its commander sends the request again and is
/// answered `already_accepted`.
struct AcceptedTasks: Sendable {
  private var tasks: InlineArray<8, AcceptedTask?> = .init(repeating: nil)
  private var next = 0

  /// Keeps a task; one that is there already stays as it is.
  mutating func keep(_ task: AcceptedTask) {
    guard index(ofToken: task.task.tokenID) == nil else { return }
    tasks[next] = task
    next = (next + 1) % tasks.count
  }

  /// The place of the task under a leaf's token_id.
  func index(ofToken tokenID: TokenID) -> Int? {
    for index in tasks.indices where tasks[index]?.task.tokenID == tokenID {
      return index
    }
    return nil
  }

  subscript(index: Int) -> AcceptedTask? {
    get { tasks[index] }
    set { tasks[index] = newValue }
  }
}
