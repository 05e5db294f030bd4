// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One line of `verify --format json`.
struct Answer: Decodable, Equatable {
  var line: Int
  var verdict: String
  var reason: String?
  var chainIndex: Int?
  var offset: Int?
  var tokenId: String?
  var fill: Fill?

  /// What `cache_full` adds.
  struct Fill: Decodable, Equatable {
    var cause: String
    var entryCount: Int
    var entryCapacity: Int
  }

  init(_ text: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Answer.self, from: Data(text.utf8))
  }

  /// `accept`, or the reason.
  var word: String { reason ?? verdict }
}
