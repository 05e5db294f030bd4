// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround
import ScrapVerifier

/// One event of a contact or of a satellite, as far as a report uses it.
struct EventLine: Decodable {
  var event: String
  var counterNs: UInt64
  // A contact's
  var exchange: UInt32?
  var attempt: UInt32?
  var why: String?
  var cause: String?
  var target: String?
  var unixSeconds: UInt64?
  // Either's
  var taskId: String?
  var reason: String?
  // A satellite's
  var peer: String?
  var verdict: String?
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

  /// Bytes and lines of the longest file; a day of obc has some ten thousand.
  private static let byteCountMax = 64 << 20
  private static let lineCountMax = 200_000

  /// Whether a satellite accepted a request.
  var isAccept: Bool { verdict == "accept" && reason == nil }

  /// Why a satellite refused one.
  var refusal: Reason? {
    verdict == "reject" ? reason.flatMap(Reason.named) : nil
  }

  /// What is neither must not look like either.
  private var isUnderstood: Bool {
    event != "request" || isAccept || refusal != nil
  }

  /// Reads a file, an object a line. A last line without its end is left out:
  /// its writer was killed.
  ///
  /// - Throws: status 65, with the line's number if it is a line's fault.
  static func read(_ path: String) throws -> [EventLine] {
    let content = try RegularFile.content(
      of: path, byteCountMax: byteCountMax, what: "events")
    let ends = content.count { $0 == UInt8(ascii: "\n") }
    guard ends <= lineCountMax else {
      throw Failure(
        Failure.input,
        "\(path): expected at most \(lineCountMax) lines of events, found "
          + "\(ends)")
    }
    var lines = content.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.removeLast()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var events: [EventLine] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let place = "\(path), line \(index + 1)"
      guard
        let event = try? decoder.decode(EventLine.self, from: Data(line))
      else {
        throw Failure(Failure.input, "\(place): expected an event")
      }
      guard event.isUnderstood else {
        throw Failure(
          Failure.input,
          "\(place): expected the verdict accept, or reject with the name of "
            + "a refusal")
      }
      events.append(event)
    }
    return events
  }
}
