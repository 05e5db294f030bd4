// SPDX-License-Identifier: Apache-2.0

public import Glibc

/// The computer's end of a pseudo-terminal, at a path that stays the same when
/// the device behind it changes: a link, as udev makes them.
///
/// A device's own name is another device's as soon as it is free again, so
/// whoever tries that name again would read what others write.
public final class PseudoTerminal {
  private let link: String
  private let descriptor: Int32
  private var isClosed = false

  /// Makes a pseudo-terminal and lets the link lead to it.
  public init(link: String) {
    self.link = link
    var computer: Int32 = -1
    var device: Int32 = -1
    let isOpen = openpty(&computer, &device, nil, nil, nil) == 0
    precondition(isOpen, "a pseudo-terminal can be made")
    descriptor = computer
    defer { close(device) }
    var name = [CChar](repeating: 0, count: 64)
    let isNamed = ttyname_r(device, &name, name.count) == 0
    unlink(link)
    precondition(isNamed && symlink(name, link) == 0, "a link can be made")
  }

  deinit { vanish() }

  /// Writes bytes to the computer's end.
  public func write(_ bytes: [UInt8]) {
    let count = Glibc.write(descriptor, bytes, bytes.count)
    precondition(count == bytes.count, "a line takes what is written")
  }

  /// Pulls the plug.
  public func vanish() {
    guard !isClosed else { return }
    isClosed = true
    unlink(link)
    close(descriptor)
  }

  /// How the line is set.
  public var settings: termios {
    var settings = termios()
    let isThere = tcgetattr(descriptor, &settings) == 0
    precondition(isThere, "the line is there")
    return settings
  }
}
