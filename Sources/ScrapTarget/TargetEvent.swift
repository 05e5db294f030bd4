// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// What became of a message that a `TimedTarget` received.
public enum TargetEvent: ~Copyable {
  /// A task may be executed, once: the executor consumes the grant.
  case granted(Grant)
  /// A request was refused.
  case refused(Refusal)
  /// The commander has tied the token with this id to its payment (E-96).
  case bound(TokenID)
  /// A binding was refused.
  case bindingRefused(BindingRefusal)
  /// The operator has told the time, and it is taken.
  case clockSet
  /// The operator has told a time that cannot be.
  case clockRefused(ClockConfirmationError)
  /// An operator's command has taken effect, for good; its receipt is the
  /// reply.
  case operatorTaken(OperatorMessageKind, version: UInt64)
  /// The operator asked for the status, which is the reply.
  case statusTold
  /// An operator's message was refused.
  case operatorRefused(OperatorRefusal)
  /// A message that is not for a target; its type (E-71, E-100).
  case ignored(type: UInt8)
}
