// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One event of a contact or of a satellite, as far as a report uses it.
struct EventLine: Decodable {
  var event: String
  var counterNs: UInt64
  // A contact's
  var exchange: UInt32?
  var attempt: UInt32?
  var state: String?
  var why: String?
  var cause: String?
  var target: String?
  var unixSeconds: UInt64?
  var acceptMicroseconds: UInt64?
  var proofMicroseconds: UInt64?
  // Either's
  var taskId: String?
  var reason: String?
  // A satellite's
  var peer: String?
  var chainIndex: UInt32?
  var offset: UInt32?
  var decisionNs: UInt64?
  var trusted: Bool?
  var simulated: Bool?
  var store: String?
  var entryCount: UInt32?
  var entryCapacity: UInt32?
  var segmentEraseCountMax: UInt32?
  var controlEraseCountMax: UInt32?
  var timeMarkCount: UInt32?
  var command: String?

  /// Reads a file, an object a line. A last line without its end is left out:
  /// its writer was killed.
  ///
  /// - Throws: status 65 with the line's number.
  static func read(_ path: String) throws(Failure) -> [EventLine] {
    let content = try Source(path, what: "events").file()
    var lines = content.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.removeLast()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var events: [EventLine] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do {
        events.append(try decoder.decode(EventLine.self, from: Data(line)))
      } catch {
        throw Failure(
          Failure.input, "\(path), line \(index + 1): expected an event")
      }
    }
    return events
  }
}
