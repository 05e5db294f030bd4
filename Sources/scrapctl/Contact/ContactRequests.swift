// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround

/// Reads signed requests from the command line.
enum ContactRequests {
  /// The requests of all arguments, in order.
  ///
  /// - Throws: status 65 for what is no request, with its line.
  static func read(_ arguments: [String]) throws -> [SignedRequest] {
    try arguments.flatMap { try read($0) }
  }

  private static func read(_ argument: String) throws -> [SignedRequest] {
    if !argument.isEmpty, let bytes = HexText.bytes(argument) {
      return [try SignedRequest(parsing: bytes, place: "request")]
    }
    let content = try Source(argument, what: "request").file()
    let place = argument == "-" ? "standard input" : argument
    var requests: [SignedRequest] = []
    let lines = content.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if text.isEmpty { continue }
      let lineName = "\(place), line \(index + 1)"
      guard let bytes = HexText.bytes(text) else {
        throw Failure(
          Failure.input,
          "\(lineName): expected a request in hex, found "
            + "something else")
      }
      requests.append(try SignedRequest(parsing: bytes, place: lineName))
    }
    guard !requests.isEmpty else {
      throw Failure(
        Failure.input, "\(place): expected a request in hex, found none")
    }
    return requests
  }
}
