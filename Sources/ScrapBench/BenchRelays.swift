// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// Satellites that hand a token on.
final class BenchRelays: Sendable {
  static let all = [4, 5, 6].map { BenchRelays(number: $0) }
  let publicKey: PublicKey
  private let number: UInt8

  private init(number: UInt8) {
    self.number = number
    self.publicKey = BenchParty(number: number).publicKey
  }

  /// A delegation by this relay.
  func delegate(
    to subject: [UInt8], id: [UInt8], under parent: BenchTokens.Parent
  ) -> [UInt8] {
    BenchTokens.token(
      by: BenchParty(number: number), to: subject, id: id, under: parent)
  }
}
