// SPDX-License-Identifier: Apache-2.0

/// Everybody in a life, by number; made once for all lives.
enum LifeParties {
  /// Issuers that a satellite may trust.
  static let issuerCountMax = 3
  /// Commanders, who pass tokens on to each other.
  static let commanders = 3..<7
  /// Trusted by nobody.
  static let stranger = 7
  /// The satellite itself.
  static let satellite = 8
  /// Who may send operator messages.
  static let operations = 9

  /// All parties; issuers come first.
  static let all: [LifeParty] = (0...operations).map {
    LifeParty(number: UInt8($0 + 1))
  }
}
