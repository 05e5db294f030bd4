// SPDX-License-Identifier: Apache-2.0

/// The accepts of tasks whose tokens have not expired: as many as the store
/// has room for, then those that expire first go. No more tasks than the
/// store's entries can be accepted and unexpired at once.
struct KeptAccepts {
  private let countMax: Int
  private var accepts: [PaymentHash: KeptAccept] = [:]

  init(countMax: Int) { self.countMax = countMax }

  var count: Int { accepts.count }

  /// All of them, in no order.
  var all: some Collection<KeptAccept> { accepts.values }

  subscript(task: PaymentHash) -> KeptAccept? { accepts[task] }

  /// Keeps one. A quarter more than the limit may be there: then as many go at
  /// once, so that each costs next to nothing.
  mutating func keep(_ accept: KeptAccept, of task: PaymentHash) {
    accepts[task] = accept
    guard accepts.count > countMax + countMax / 4 + 1 else { return }
    let first = accepts.sorted {
      $0.value.expiresAtSeconds < $1.value.expiresAtSeconds
    }
    for (task, _) in first.prefix(accepts.count - countMax) {
      accepts[task] = nil
    }
  }

  /// Notes that a restart would find one.
  mutating func setDurable(_ task: PaymentHash) {
    accepts[task]?.isDurable = true
  }
}
