// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A small disk of its own, in memory, that can be filled, emptied and made
/// read-only; it goes with this value. Only root may make one, and not in every
/// container.
final class SmallDisk {
  let root: String
  private var mounts: [String] = []

  /// Why a test without one is left out.
  static let isPossible = (try? SmallDisk(kilobytes: 64)) != nil

  private struct Refused: Error {}

  init(kilobytes: Int) throws {
    root = NSTemporaryDirectory() + "disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: root, withIntermediateDirectories: true)
    let options = "size=\(kilobytes)k,mode=0700"
    guard mount("obc-test", root, "tmpfs", 0, options) == 0 else {
      rmdir(root)
      throw Refused()
    }
    mounts.append(root)
  }

  deinit {
    for place in mounts.reversed() { umount2(place, Int32(MNT_DETACH)) }
    try? FileManager.default.removeItem(atPath: root)
  }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
  }

  /// Takes all the room that is left.
  func fill() {
    let file = open(path("filler"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let piece = [UInt8](repeating: 0x20, count: 4_096)
    while write(file, piece, piece.count) > 0 {}
    close(file)
  }

  /// Gives it back.
  func empty() { unlink(path("filler")) }

  /// Nothing on it can be written any more, but for what lies elsewhere.
  func makeReadOnly() throws {
    let flags = UInt(MS_REMOUNT | MS_RDONLY)
    guard mount("obc-test", root, "tmpfs", flags, nil) == 0 else {
      throw Refused()
    }
  }

  /// Gives a file elsewhere a name here.
  func show(_ file: String, as name: String) throws {
    _ = FileManager.default.createFile(atPath: path(name), contents: nil)
    guard mount(file, path(name), nil, UInt(MS_BIND), nil) == 0 else {
      throw Refused()
    }
    mounts.append(path(name))
  }
}
