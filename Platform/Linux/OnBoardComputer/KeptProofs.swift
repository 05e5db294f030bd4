// SPDX-License-Identifier: Apache-2.0

/// The newest proofs.
struct KeptProofs {
  private let countMax: Int
  private var proofs: [PaymentHash: KeptProof] = [:]
  /// The oldest first.
  private var order: [PaymentHash] = []
  private var orderStart = 0

  init(countMax: Int) { self.countMax = countMax }

  var count: Int { proofs.count }

  /// All of them, the oldest first.
  var all: [KeptProof] { order[orderStart...].compactMap { proofs[$0] } }

  subscript(task: PaymentHash) -> KeptProof? { proofs[task] }

  /// Keeps one in the place of the oldest.
  mutating func keep(_ proof: KeptProof, of task: PaymentHash) {
    if proofs.updateValue(proof, forKey: task) == nil { order.append(task) }
    while proofs.count > countMax {
      proofs[order[orderStart]] = nil
      orderStart += 1
    }
    if orderStart > countMax {
      order.removeFirst(orderStart)
      orderStart = 0
    }
  }
}
