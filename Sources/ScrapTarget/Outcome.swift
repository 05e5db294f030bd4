// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier
import ScrapWire

/// What became of a received message.
public enum Outcome: ~Copyable {
  /// A task may be executed, once: the executor consumes the grant.
  case granted(Grant)
  /// A request was refused.
  case refused(Refusal)
  /// The commander has tied the token with this id to its payment (E-96).
  case bound(TokenID)
  /// A binding was refused.
  case bindingRefused(BindingRefusal)
  /// The operator has told the time: to be handed to the arbitration of clocks.
  case clockRead(OperatorClockReading)
  /// An operator's command has taken effect, for good; its receipt is the
  /// reply. A reset of the counters is left to whoever has them.
  case operatorTaken(OperatorMessageKind, version: UInt64)
  /// The operator asks for the status: to be answered by whoever has the
  /// counters and clocks.
  case statusAsked(StatusQuestion)
  /// An operator's message was refused.
  case operatorRefused(OperatorRefusal)
  /// A message that is not for a target; its type (E-71, E-100).
  case ignored(type: UInt8)
}
