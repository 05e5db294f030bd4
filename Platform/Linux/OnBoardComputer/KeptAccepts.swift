// SPDX-License-Identifier: Apache-2.0

/// The accepts of tasks whose tokens have not expired. None of them is ever
/// dropped for another: it would be answered otherwise (E-67). Where there is
/// no room for one more, nothing more is accepted, as in a store that is full
/// of live tokens (E-62).
struct KeptAccepts {
  /// A quarter more than the store has entries, so that it is the store that
  /// refuses first, with an answer.
  private let countMax: Int
  private var accepts: [PaymentHash: KeptAccept] = [:]
  /// No accept expires before this.
  private var earliestExpirySeconds = UInt64.max

  init(entryCapacity: Int) { countMax = entryCapacity + entryCapacity / 4 + 1 }

  var count: Int { accepts.count }

  /// All of them, in no order.
  var all: some Collection<KeptAccept> { accepts.values }

  subscript(task: PaymentHash) -> KeptAccept? { accepts[task] }

  /// Makes room for one more. If need be, those that have expired go, all at
  /// once; not even that is looked for before one has.
  ///
  /// - Parameter loSeconds: the lower end of trusted time.
  /// - Returns: whether there is room.
  mutating func hasRoom(at loSeconds: UInt64) -> Bool {
    if accepts.count < countMax { return true }
    guard earliestExpirySeconds < loSeconds else { return false }
    accepts = accepts.filter { $0.value.expiresAtSeconds >= loSeconds }
    earliestExpirySeconds =
      accepts.values.lazy.map(\.expiresAtSeconds).min() ?? .max
    return accepts.count < countMax
  }

  /// Keeps one. Those of a file may be more than there is room for: they are
  /// kept as well.
  mutating func keep(_ accept: KeptAccept, of task: PaymentHash) {
    accepts[task] = accept
    earliestExpirySeconds = min(earliestExpirySeconds, accept.expiresAtSeconds)
  }

  /// Notes that a restart would find one.
  mutating func setDurable(_ task: PaymentHash) {
    accepts[task]?.isDurable = true
  }
}
