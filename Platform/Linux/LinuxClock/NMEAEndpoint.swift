// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where a receiver's sentences come from.
public enum NMEAEndpoint: Equatable, Sendable {
  /// A serial device or a pseudo-terminal.
  case serial(path: String, baudRate: BaudRate)
  /// A TCP server that sends the sentences as they are, such as str2str.
  case tcp(address: String, port: UInt16)
  /// gpsd, which is asked for the receiver's own sentences.
  case gpsd(address: String, port: UInt16)

  /// Reads `PATH`, `PATH@BAUD`, `ADDRESS:PORT` or `gpsd:ADDRESS:PORT`; nil for
  /// anything else. A path has a slash in it; 9,600 baud if not said. An
  /// address is numeric, IPv6 in brackets, or `localhost`: looking up a name
  /// would have to wait for an answer.
  public init?(parsing text: String) {
    guard !text.utf8.contains(0) else { return nil }
    if text.contains("/") {
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count <= 2, !parts[0].isEmpty else { return nil }
      guard parts.count == 2 else {
        self = .serial(path: text, baudRate: .baud9600)
        return
      }
      guard let number = Int(parts[1]), let rate = BaudRate(rawValue: number)
      else { return nil }
      self = .serial(path: String(parts[0]), baudRate: rate)
      return
    }
    let isDaemon = text.hasPrefix("gpsd:")
    let rest = isDaemon ? text.dropFirst("gpsd:".count) : text[...]
    guard let colon = rest.lastIndex(of: ":"),
      let port = UInt16(rest[rest.index(after: colon)...]), port > 0,
      let address = Self.address(String(rest[..<colon]))
    else { return nil }
    self =
      isDaemon
      ? .gpsd(address: address, port: port)
      : .tcp(address: address, port: port)
  }

  private static func address(_ text: String) -> String? {
    if text == "localhost" { return "127.0.0.1" }
    var version4 = in_addr()
    if inet_pton(AF_INET, text, &version4) == 1 { return text }
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    let inner = String(text.dropFirst().dropLast())
    var version6 = in6_addr()
    return inet_pton(AF_INET6, inner, &version6) == 1 ? inner : nil
  }
}
