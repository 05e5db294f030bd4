// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One event of a contact or of a satellite, as far as a report uses it.
struct EventLine: Decodable {
  var event: String
  var counterNs: UInt64
  // A contact's
  var exchange: Int?
  var attempt: Int?
  var kind: String?
  var state: String?
  var why: String?
  var target: String?
  var unixSeconds: UInt64?
  var acceptMicroseconds: UInt64?
  var proofMicroseconds: UInt64?
  // Either's
  var taskId: String?
  var reason: String?
  // A satellite's
  var peer: String?
  var verdict: String?
  var chainIndex: Int?
  var offset: Int?
  var trusted: Bool?
  var entryCount: UInt64?

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
