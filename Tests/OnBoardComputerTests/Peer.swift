// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A commander's end of the link: a UDP socket on this computer.
final class Peer {
  private let descriptor: Int32

  /// A peer at an address of this computer's own; 127.0.0.0/8 has many.
  init(host: String = "127.0.0.1") {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = Self.address(host, 0)
    let result = Self.with(&address) { bind(descriptor, $0, $1) }
    precondition(descriptor >= 0 && result == 0, "there is a loopback")
  }

  deinit { close(descriptor) }

  /// The port that the kernel gave it.
  var port: UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  @discardableResult
  func send(_ message: [UInt8], to port: UInt16) -> Bool {
    var address = Self.address("127.0.0.1", port)
    return Self.with(&address) {
      sendto(descriptor, message, message.count, 0, $0, $1)
    } == message.count
  }

  /// The next message; nil if none comes in time.
  func receive(seconds: Double = 5) -> Reply? {
    var ask = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&ask, 1, Int32(seconds * 1_000)) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count >= 0 ? Reply(Array(buffer[..<count])) : nil
  }

  /// Sends until something comes back, as a commander does.
  func ask(_ message: [UInt8], at port: UInt16, tries: Int = 5) -> Reply? {
    for _ in 0..<tries {
      send(message, to: port)
      if let reply = receive(seconds: 2) { return reply }
    }
    return nil
  }

  private static func address(_ host: String, _ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    return address
  }

  private static func with<Result>(
    _ address: inout sockaddr_in,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
