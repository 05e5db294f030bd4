// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// A UDP socket that never waits.
final class DatagramSocket {
  /// One more than a TaskRequest has at most, so that a longer one is seen.
  static let receivedByteCountMax = 4_100
  /// What the kernel may keep for us, if it lets us: some 5,000 small
  /// datagrams, which take 15 ms; a longer queue would make the last ones wait.
  private static let roomByteCount: Int32 = 4 << 20

  let descriptor: Int32
  /// Datagrams that could not be sent.
  private(set) var sendFailureCount: UInt64 = 0
  private var buffer = [UInt8](
    repeating: 0, count: DatagramSocket.receivedByteCountMax)

  /// A datagram that came.
  struct Received {
    /// Its bytes, the first 4,100 of them.
    var bytes: [UInt8]
    /// How long it was.
    var byteCount: Int
    /// Where it says it comes from; nil for no internet address.
    var source: SocketAddress?
  }

  /// Opens a socket, at an address to receive at or at none to send alone.
  init(
    at address: SocketAddress?, family: Int32 = AF_INET
  ) throws(ServiceFailure) {
    descriptor = socket(
      address?.family ?? family,
      Int32(
        SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
      0)
    guard descriptor >= 0 else { throw .system("socket") }
    guard let address else { return }
    var room = Self.roomByteCount
    let size = socklen_t(MemoryLayout<Int32>.size)
    // Beyond the system's limit for the privileged, up to it for others.
    if setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, size) != 0 {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, size)
    }
    let result = address.withSystemAddress { bind(descriptor, $0, $1) }
    guard result == 0 else {
      throw .system("listen at \(address)", status: ServiceFailure.usage)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Where the socket receives.
  var address: SocketAddress? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return result == 0 ? SocketAddress(storage) : nil
  }

  /// Datagrams that the kernel had no room for.
  var kernelDropCount: UInt32 { scrap_dropped_datagrams(descriptor) }

  /// The next datagram; nil if none is there.
  func receive() -> Received? {
    while true {
      var storage = sockaddr_storage()
      var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let capacity = buffer.count
      let count = withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(
            descriptor, &buffer, capacity, Int32(MSG_TRUNC), $0,
            &size)
        }
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      return Received(
        bytes: Array(buffer[..<min(count, capacity)]), byteCount: count,
        source: SocketAddress(storage))
    }
  }

  /// Sends a datagram; one that cannot be sent now is counted and gone, as on
  /// any radio.
  @discardableResult
  func send(_ bytes: [UInt8], to address: SocketAddress) -> Bool {
    let sent = address.withSystemAddress { system, size in
      sendto(
        descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), system,
        size)
    }
    guard sent == bytes.count else {
      sendFailureCount += 1
      return false
    }
    return true
  }
}
