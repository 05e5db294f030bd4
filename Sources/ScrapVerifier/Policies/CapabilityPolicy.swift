// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Step 10: the request asks for one concrete capability, and the presented
/// token grants it (E-85, E-87, E-88). Step 6 has seen to it that no token of
/// the chain grants more than its parent.
enum CapabilityPolicy {
  static func check(
    _ request: borrowing Presentation, task: borrowing TaskRequest
  ) throws(Refusal) {
    guard Capability.isConcrete(task.taskType),
      grants(request.token(request.leafIndex), task.taskType)
    else {
      throw Refusal(
        .capabilityDenied, step: .capability,
        chainIndex: request.leafIndex,
        offset: task.message.offset(TaskRequestSchema.taskType))
    }
  }

  /// Whether one of the token's capabilities covers `wanted` (E-78).
  static func grants(
    _ token: borrowing Token, _ wanted: Span<UInt8>
  ) -> Bool {
    var granted = token.capabilities()
    while let place = granted.next() {
      let capability = token.capabilityRecords.extracting(place)
      if Capability.covers(capability, wanted) { return true }
    }
    return false
  }
}
