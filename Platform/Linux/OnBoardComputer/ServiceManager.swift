// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What systemd is told, over the socket that it names in NOTIFY_SOCKET;
/// nothing where there is none.
struct ServiceManager {
  private let path: String?
  /// Half the watchdog's time, so that one late word does no harm; nil for no
  /// watchdog.
  let watchdogNanoseconds: UInt64?

  init() {
    path = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    let microseconds = getenv("WATCHDOG_USEC")
      .flatMap { UInt64(String(cString: $0)) }
    let isOurs =
      getenv("WATCHDOG_PID").map { String(cString: $0) == "\(getpid())" }
      ?? true
    watchdogNanoseconds =
      isOurs ? microseconds.map { min($0, 1 << 40) * 500 } : nil
  }

  /// Sends `READY=1` and the like; a manager that does not listen is no
  /// reason to stop.
  func tell(_ state: String) {
    guard let path, path.hasPrefix("/") || path.hasPrefix("@") else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
      return
    }
    // An abstract name begins with a zero byte.
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let text = Array(state.utf8)
    let size = socklen_t(
      MemoryLayout.size(ofValue: address.sun_family) + name.count)
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(
          descriptor, text, text.count,
          Int32(MSG_NOSIGNAL | MSG_DONTWAIT), $0,
          size)
      }
    }
  }
}
