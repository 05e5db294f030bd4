// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What `store check --format json` says.
struct CheckAnswer: Decodable {
  var state: String
  var problem: String?
  var remedy: String?
  var lossCauses: [String]
  var anchor: String
  var entryCount: Int
  var halfSlotCount: Int
  var halfHeaderCount: Int
  var repeatedMarkCount: Int
  var damagedControlImageCount: Int
  var repairedMarkCount: Int?
  var repairedControlCount: Int?
  var unrepairedCount: Int?
  var isRepairComplete: Bool?

  init(_ lines: [String]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = lines.joined(separator: "\n")
    self = try decoder.decode(CheckAnswer.self, from: Data(text.utf8))
  }
}
