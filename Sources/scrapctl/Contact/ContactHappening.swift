// SPDX-License-Identifier: Apache-2.0

import ScrapCommander

/// What happens in a contact.
enum ContactHappening {
  /// The contact begins.
  case opened(target: String, requestCount: Int, unixSeconds: UInt64)
  /// The commander has done or heard something.
  case commander(CommanderEvent)
  /// A request was sent again on purpose, or with a broken signature.
  case began(ContactExchange.Kind)
  /// An exchange is over.
  case ended(ContactEnd)
  /// A datagram did not get there.
  case linkFault(String)
  /// A receipt was written.
  case receiptKept(String)
  /// The satellite's process was killed.
  case powerCut(Int32)
  /// It could not be.
  case powerNotCut(String)
}

/// How an exchange ended.
struct ContactEnd {
  var state: CommanderState
  /// From the first request to the accept.
  var acceptNanoseconds: UInt64?
  /// From the first request to the proof.
  var proofNanoseconds: UInt64?
}

/// One line of a contact.
struct ContactEvent {
  /// Since the contact's start.
  var atNanoseconds: UInt64
  /// The monotonic counter, which satellites on this computer use as well.
  var counterNanoseconds: UInt64
  /// Counts from 1; 0 is the contact itself.
  var exchangeNumber: Int
  /// Empty for the contact itself.
  var taskName: String
  var happening: ContactHappening
}
