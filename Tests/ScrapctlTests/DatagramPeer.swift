// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization
import TestSupport

/// A UDP socket at which somebody answers, in a thread of its own.
final class DatagramPeer: Sendable {
  /// What a datagram is answered with.
  typealias Answering = @Sendable (_ datagram: [UInt8]) -> [[UInt8]]

  private let descriptor: Int32
  let port: UInt16
  private let isEnded = Mutex(false)
  private let received = Mutex<[[UInt8]]>([])

  init(_ answer: @escaping Answering) {
    let (descriptor, port) = Self.bound()
    self.descriptor = descriptor
    self.port = port
    let thread = Thread { [self] in serve(answer) }
    thread.start()
  }

  /// A satellite that answers as it should.
  static func satellite(
    _ satellite: Executor = Executor(),
    before: @escaping @Sendable (_ number: Int) -> [[UInt8]]? = { _ in [] }
  ) -> DatagramPeer {
    // Only the peer's thread comes here.
    nonisolated(unsafe) let satellite = satellite
    let number = Mutex(0)
    return DatagramPeer { datagram in
      let count = number.withLock {
        $0 += 1
        return $0
      }
      guard let first = before(count) else { return [] }
      return first + satellite.hear(datagram, at: UInt64(count) * 1_000_000)
    }
  }

  /// What came so far.
  var datagrams: [[UInt8]] { received.withLock { $0 } }

  var target: String { "127.0.0.1:\(port)" }

  func end() { isEnded.withLock { $0 = true } }

  /// A port at which nobody listens.
  static func deadPort() -> UInt16 {
    let (descriptor, port) = bound()
    close(descriptor)
    return port
  }

  private static func bound() -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    precondition(descriptor >= 0 && result, "loopback has room for a socket")
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  private func serve(_ answer: Answering) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isEnded.withLock({ $0 }) {
      var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&file, 1, 20) > 0 else { continue }
      var source = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutablePointer(to: &source) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          let count = recvfrom(
            descriptor, &buffer, buffer.count, 0, address, &size)
          guard count >= 0 else { return }
          let datagram = Array(buffer[..<count])
          received.withLock { $0.append(datagram) }
          for reply in answer(datagram) {
            sendto(descriptor, reply, reply.count, 0, address, size)
          }
        }
      }
    }
    close(descriptor)
  }
}
