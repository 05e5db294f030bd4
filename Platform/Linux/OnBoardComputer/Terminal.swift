// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What is special about terminals.
enum Terminal {
  /// A terminal says that it has room when it has room for one byte, and then
  /// waits: opened once more, it does not, and whoever else has it is left as
  /// he was.
  ///
  /// - Returns: what to write to for as long as the process lives: the
  ///   descriptor itself if it is no terminal; -1 for one that cannot be opened
  ///   again.
  static func neverWaiting(_ descriptor: Int32) -> Int32 {
    guard isatty(descriptor) != 0 else { return descriptor }
    return open(
      "/proc/self/fd/\(descriptor)",
      O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  }
}
