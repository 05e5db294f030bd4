// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An address and a port, numeric: nobody is asked for a name.
public struct SocketAddress: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64
  private let scope: UInt32
  private let isVersion6: Bool
  /// The port; 0 has the kernel choose one.
  public let port: UInt16

  /// Reads `127.0.0.1:7227`, `localhost:7227` or `[::1]:7227`; nil for
  /// anything else.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), !text.utf8.contains(0),
      let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    var host = String(text[..<colon])
    if host == "localhost" { host = "127.0.0.1" }
    var version4 = in_addr()
    if inet_pton(AF_INET, host, &version4) == 1 {
      self.init(version4, port: port)
      return
    }
    guard host.hasPrefix("["), host.hasSuffix("]") else { return nil }
    var version6 = in6_addr()
    guard
      inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &version6)
        == 1
    else { return nil }
    self.init(version6, port: port, scope: 0)
  }

  /// What the kernel says; nil for another family.
  init?(_ storage: sockaddr_storage) {
    let family = Int32(storage.ss_family)
    let found: SocketAddress? = withUnsafeBytes(of: storage) { bytes in
      switch family {
      case AF_INET:
        let address = bytes.loadUnaligned(as: sockaddr_in.self)
        return SocketAddress(
          address.sin_addr, port: UInt16(bigEndian: address.sin_port))
      case AF_INET6:
        let address = bytes.loadUnaligned(as: sockaddr_in6.self)
        return SocketAddress(
          address.sin6_addr, port: UInt16(bigEndian: address.sin6_port),
          scope: address.sin6_scope_id)
      default: return nil
      }
    }
    guard let found else { return nil }
    self = found
  }

  private init(_ address: in_addr, port: UInt16) {
    high = 0
    low = UInt64(UInt32(bigEndian: address.s_addr))
    scope = 0
    isVersion6 = false
    self.port = port
  }

  private init(_ address: in6_addr, port: UInt16, scope: UInt32) {
    let words = withUnsafeBytes(of: address) {
      (
        $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
    }
    high = UInt64(bigEndian: words.0)
    low = UInt64(bigEndian: words.1)
    self.scope = scope
    isVersion6 = true
    self.port = port
  }

  /// `AF_INET` or `AF_INET6`.
  var family: Int32 { isVersion6 ? AF_INET6 : AF_INET }

  /// Runs `body` with the address as the kernel takes it.
  func withSystemAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    if isVersion6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_scope_id = scope
      withUnsafeMutableBytes(of: &address.sin6_addr) {
        $0.storeBytes(of: high.bigEndian, as: UInt64.self)
        $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      return Self.with(&address, body)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(truncatingIfNeeded: low).bigEndian
    return Self.with(&address, body)
  }

  private static func with<Address, Result>(
    _ address: inout Address,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// As `init` reads it.
  public var description: String {
    withSystemAddress { address, byteCount in
      var host = [CChar](repeating: 0, count: 64)
      let isRead =
        getnameinfo(
          address, byteCount, &host, socklen_t(host.count), nil, 0,
          NI_NUMERICHOST) == 0
      let bytes = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = isRead ? String(decoding: bytes, as: UTF8.self) : "?"
      return isVersion6 ? "[\(text)]:\(port)" : "\(text):\(port)"
    }
  }
}
