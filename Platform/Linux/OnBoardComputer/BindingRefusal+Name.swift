// SPDX-License-Identifier: Apache-2.0

import ScrapTarget

extension BindingRefusal {
  /// The name, as in events.
  var name: String {
    switch self {
    case .malformed: "malformed_binding"
    case .unknownTask: "unknown_task"
    case .wrongPaymentHash: "wrong_payment_hash"
    case .badSignature: "bad_signature"
    }
  }
}
