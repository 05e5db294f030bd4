// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One line of the process's standard output.
struct Event {
  private let members: [String: Any]

  init?(_ line: String) {
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let members = object as? [String: Any]
    else { return nil }
    self.members = members
  }

  var name: String { string("event") ?? "" }

  func string(_ name: String) -> String? { members[name] as? String }
  func integer(_ name: String) -> Int? { members[name] as? Int }
  func bool(_ name: String) -> Bool? { members[name] as? Bool }
  func has(_ name: String) -> Bool { members[name] != nil }
}
