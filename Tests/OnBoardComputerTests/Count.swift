// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How often something is tried: in a test run a little, in Scripts/test-obc
/// as often as it was asked for.
enum Count {
  static func of(_ name: String, usually count: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? count
  }

  /// Whether it was asked for.
  static func isGiven(_ name: String) -> Bool {
    ProcessInfo.processInfo.environment[name] != nil
  }
}
