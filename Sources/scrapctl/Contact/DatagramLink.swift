// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A UDP socket that is tied to one satellite: the kernel drops what comes
/// from another address. It never waits.
struct DatagramLink: ~Copyable {
  let descriptor: Int32
  /// One more than any answer has, so that a longer one is seen to be none.
  private static let byteCountMax = 4_100

  /// Looks up a numeric address (or `localhost`) and a port, IPv6 in brackets.
  ///
  /// - Throws: status 64 for another text, 69 if there is no way there.
  init(to target: String) throws(Failure) {
    guard let found = Self.address(target) else {
      throw Failure(
        Failure.usage,
        "--target: expected an address and a port, such as 127.0.0.1:7227 "
          + "or [::1]:7227, found \"\(target.prefix(80))\"")
    }
    defer { freeaddrinfo(found) }
    let address = found.pointee
    let file = socket(
      address.ai_family,
      Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard file >= 0,
      connect(file, address.ai_addr, address.ai_addrlen) == 0
    else {
      let cause = String(cString: strerror(errno))
      if file >= 0 { close(file) }
      throw Failure(Failure.unavailable, "\(target): \(cause)")
    }
    descriptor = file
  }

  deinit { close(descriptor) }

  private static func address(
    _ target: String
  ) -> UnsafeMutablePointer<addrinfo>? {
    guard !target.utf8.contains(0), let colon = target.lastIndex(of: ":"),
      let port = UInt16(target[target.index(after: colon)...]), port > 0
    else { return nil }
    var host = String(target[..<colon])
    if host == "localhost" { host = "127.0.0.1" }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, "\(port)", &hints, &found) == 0 else { return nil }
    return found
  }

  /// Sends a datagram.
  ///
  /// - Returns: why not, in the system's own word: nobody listens there, for
  ///   example; nil if it is under way.
  borrowing func send(_ bytes: [UInt8]) -> String? {
    // The first call may only tell what became of an earlier datagram.
    for _ in 0..<2 {
      if Glibc.send(
        descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        == bytes.count
      {
        return nil
      }
      guard errno == ECONNREFUSED || errno == EINTR else { break }
    }
    return String(cString: strerror(errno))
  }

  /// What has arrived.
  enum Arrival {
    case datagram([UInt8])
    /// The system tells that an earlier one did not get there.
    case fault(String)
    case nothing
  }

  /// The next datagram, or why there will be none.
  borrowing func receive() -> Arrival {
    var buffer = [UInt8](repeating: 0, count: Self.byteCountMax)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count >= 0 { return .datagram(Array(buffer[..<count])) }
    return switch errno {
    case EAGAIN, EINTR: .nothing
    default: .fault(String(cString: strerror(errno)))
    }
  }
}
