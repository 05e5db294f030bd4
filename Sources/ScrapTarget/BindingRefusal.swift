// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Why a TaskBinding is refused. It never authorizes a task (E-95), so this
/// changes nothing and is not answered.
public enum BindingRefusal: Error, Equatable, Sendable {
  /// The message's structure, with the offset from its first byte.
  case malformed(ParseError)
  /// No task under this token_id and task_id is waiting.
  case unknownTask
  /// The payment_hash is not the one that was offered.
  case wrongPaymentHash
  /// The signature is not the commander's.
  case badSignature
}
