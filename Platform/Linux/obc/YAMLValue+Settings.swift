// SPDX-License-Identifier: Apache-2.0

import OnBoardComputer
import ScrapYAML

// Addresses, paths and arguments as a satellite's configuration has them
extension YAMLValue {
  /// Items of the longest list.
  private static let itemCountMax = 1_000

  /// A text; empty only if it is quoted.
  func string() throws(YAMLError) -> String {
    guard let text = scalar else {
      throw error("expected a text, found \(found)")
    }
    guard !text.utf8.contains(0) else {
      throw error("expected no zero byte in a text, found one")
    }
    return text
  }

  /// A list's items; a text alone is a list of one.
  func items() throws(YAMLError) -> [YAMLValue] {
    if scalar != nil { return [self] }
    return try list(countMax: Self.itemCountMax)
  }

  /// A numeric address and a port.
  func address() throws(YAMLError) -> SocketAddress {
    guard let address = scalar.flatMap(SocketAddress.init) else {
      throw error("expected ADDRESS:PORT, numeric, found \(found)")
    }
    return address
  }
}
