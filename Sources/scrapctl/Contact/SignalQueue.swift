// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// Signals as something to be read, so that none of them ends the process with
/// the terminal changed or a receipt half written.
struct SignalQueue: ~Copyable {
  let descriptor: Int32
  private static let numbers = [
    SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH,
  ]

  /// Starts to queue; a pipe that nobody reads any more becomes an error of
  /// write(2).
  ///
  /// - Throws: status 70 if the kernel has no room.
  init() throws(Failure) {
    signal(SIGPIPE, SIG_IGN)
    let file = scrap_signal_descriptor(
      Self.numbers, Int32(Self.numbers.count))
    guard file >= 0 else {
      throw Failure(
        Failure.software, "signals: " + String(cString: strerror(errno)))
    }
    descriptor = file
  }

  deinit { close(descriptor) }

  /// The next signal; nil if there is none.
  borrowing func next() -> Int32? {
    let number = scrap_next_signal(descriptor)
    return number == 0 ? nil : number
  }

  /// Ends the process as the signal would have, so that a shell sees it.
  static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    raise(number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    exit(128 + number)
  }

  /// Stops the process as Ctrl-Z would have; returns when it goes on.
  static func stop() {
    raise(SIGSTOP)
  }
}
