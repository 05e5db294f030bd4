// SPDX-License-Identifier: Apache-2.0

/// What the live view shows of a contact.
struct ContactPicture {
  /// One exchange.
  struct Row {
    var number: Int
    var taskName: String
    var kind: ContactExchange.Kind
    var standing: String
    var end: ContactEnd
  }

  var target: String
  var elapsedNanoseconds: UInt64
  var sentCount: UInt64
  var receivedCount: UInt64
  var ignoredCount: UInt64
  var rows: [Row]
  /// Requests that wait for their turn.
  var waitingCount: Int
  /// The latest events, oldest first.
  var events: [String]
  /// Whether power can be cut.
  var hasProcess: Bool
}
