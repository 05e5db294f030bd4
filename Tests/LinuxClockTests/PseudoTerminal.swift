// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

/// The computer's end of a pseudo-terminal, at a path that stays the same when
/// the device behind it changes: a link, as udev makes them.
final class PseudoTerminal {
  private let link: String
  private let descriptor: Int32
  private var isClosed = false

  /// Makes a pseudo-terminal and lets the link lead to it.
  init(link: String) throws {
    self.link = link
    var computer: Int32 = -1
    var device: Int32 = -1
    try #require(openpty(&computer, &device, nil, nil, nil) == 0)
    descriptor = computer
    let name = try #require(ttyname(device))
    defer { close(device) }
    unlink(link)
    try #require(symlink(name, link) == 0)
  }

  deinit { vanish() }

  func write(_ bytes: [UInt8]) {
    let count = Glibc.write(descriptor, bytes, bytes.count)
    #expect(count == bytes.count)
  }

  /// Pulls the plug.
  func vanish() {
    guard !isClosed else { return }
    isClosed = true
    unlink(link)
    close(descriptor)
  }

  /// How the line is set.
  var settings: termios {
    var settings = termios()
    #expect(tcgetattr(descriptor, &settings) == 0)
    return settings
  }
}
