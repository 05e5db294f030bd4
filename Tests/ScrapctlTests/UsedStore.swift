// SPDX-License-Identifier: Apache-2.0

import Testing

/// A store and its anchor after many marks, made once by the tool.
struct UsedStore: Sendable {
  /// Marks in two segments.
  static let markCount = 90
  /// Tokens that are asked for afterwards: the first and the last of the older
  /// image, of each segment, and the damaged one.
  static let numbers = [1, 10, 60, 61, 84, 85, 90]

  /// Bytes before any mark, after 60 of them, and after all.
  var new: [UInt8]
  var older: [UInt8]
  var store: [UInt8]
  var olderAnchor: [UInt8]
  var anchor: [UInt8]

  static let own = Result { try UsedStore() }
  static let other = Result { try UsedStore() }

  private init() throws {
    let scratch = try Laboratory.scratch()
    func run(_ numbers: ClosedRange<Int>?) throws {
      let items = try (numbers.map(Array.init) ?? []).map {
        try Laboratory.request($0)
      }
      let result = try Tool.run(
        Laboratory.verifyThen("--anchor", "anchor"),
        input: Laboratory.lines(items), in: scratch)
      try #require(result.status == 0, "\(result.errorText)")
    }
    try run(nil)
    new = try scratch.read("store")
    try run(1...60)
    older = try scratch.read("store")
    olderAnchor = try scratch.read("anchor")
    try run(61...Self.markCount)
    store = try scratch.read("store")
    anchor = try scratch.read("anchor")
  }
}
