// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

/// A server on the loopback address, with one client.
final class TCPServer {
  let port: UInt16
  private var listener: Int32
  private var client: Int32 = -1

  /// Listens; at a port of the system's choice if it is 0.
  init(port asked: UInt16 = 0, backlog: Int32 = 4) throws {
    listener = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    try #require(listener >= 0)
    var yes: Int32 = 1
    setsockopt(
      listener, SOL_SOCKET, SO_REUSEADDR, &yes,
      socklen_t(MemoryLayout<Int32>.size))
    // A client that never comes, or never speaks, fails the test: no more.
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(
      listener, SOL_SOCKET, SO_RCVTIMEO, &patience,
      socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = asked.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, byteCount) == 0
          && listen(descriptor, backlog) == 0
          && getsockname(descriptor, $0, &byteCount) == 0
      }
    }
    try #require(isBound)
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { stop() }

  /// Takes the client that has connected.
  func accept() throws {
    client = Glibc.accept(listener, nil, nil)
    try #require(client >= 0)
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(
      client, SOL_SOCKET, SO_RCVTIMEO, &patience,
      socklen_t(MemoryLayout<timeval>.size))
  }

  func write(_ bytes: [UInt8]) {
    let count = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    #expect(count == bytes.count)
  }

  /// What the client says next; empty once it has hung up.
  func receive() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = recv(client, &bytes, bytes.count, 0)
    try #require(count >= 0, "the client neither speaks nor hangs up")
    return Array(bytes.prefix(count))
  }

  /// Hangs up and listens no longer.
  func stop() {
    for descriptor in [client, listener] where descriptor >= 0 {
      close(descriptor)
    }
    client = -1
    listener = -1
  }
}
