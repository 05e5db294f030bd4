// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder in memory, where the computer has one, for trials that are not
/// about a disk's speed; it goes with this value.
final class Scratch {
  private let root: String

  init() throws {
    let base =
      access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : NSTemporaryDirectory()
    root = base + "obc-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }
}
