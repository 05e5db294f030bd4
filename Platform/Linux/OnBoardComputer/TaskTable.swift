// SPDX-License-Identifier: Apache-2.0

/// The tasks that were granted since the start and have not ended.
struct TaskTable {
  private let countMax: Int
  private var tasks: [PaymentHash: GrantedTask] = [:]
  /// Bound, in the order of their bindings.
  private var queue: [PaymentHash] = []

  init(countMax: Int) { self.countMax = countMax }

  /// How many tasks are in a state.
  func count(_ state: GrantedTask.State) -> Int {
    tasks.values.count { $0.state == state }
  }

  /// Whether one more would find a place, if need be that of an unbound one.
  var hasRoom: Bool { tasks.count < countMax || oldestUnbound != nil }

  /// The task of a name.
  subscript(name: PaymentHash) -> GrantedTask? { tasks[name] }

  /// Keeps a task.
  ///
  /// - Returns: the unbound task that made room; nil if none had to.
  /// - Precondition: `hasRoom`.
  mutating func add(_ task: GrantedTask) -> GrantedTask? {
    precondition(hasRoom, "a task is granted where there is room")
    let crowdedOut = tasks.count < countMax ? nil : oldestUnbound
    if let crowdedOut { tasks[crowdedOut.paymentHash] = nil }
    tasks[task.paymentHash] = task
    return crowdedOut
  }

  /// Puts a bound task at the queue's end.
  mutating func enqueue(_ task: GrantedTask) {
    task.state = .queued
    queue.append(task.paymentHash)
  }

  /// The bound task whose turn it is, now running; nil if none waits.
  mutating func next() -> GrantedTask? {
    guard !queue.isEmpty else { return nil }
    let task = tasks[queue.removeFirst()]
    task?.state = .running
    return task
  }

  /// Forgets a task.
  mutating func remove(_ name: PaymentHash) { tasks[name] = nil }

  /// Takes out the unbound ones whose offer is over.
  mutating func takeOverdue(at nowNanoseconds: UInt64) -> [GrantedTask] {
    let overdue = tasks.values.filter {
      $0.state == .unbound && $0.offerEndNanoseconds <= nowNanoseconds
    }
    for task in overdue { tasks[task.paymentHash] = nil }
    return overdue
  }

  private var oldestUnbound: GrantedTask? {
    tasks.values.filter { $0.state == .unbound }
      .min { $0.offerEndNanoseconds < $1.offerEndNanoseconds }
  }
}
