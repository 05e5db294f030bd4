// SPDX-License-Identifier: Apache-2.0

/// The structure of one capability token, checked; its values stay in the
/// received bytes.
///
/// Step 2 of the order of checks: everything that can be said of a token
/// without clock, key, chain or store.
public struct TokenRecords: Sendable {
  let table: RecordTable<TokenSchema>

  /// Fills the places of a chain that no token has taken.
  static let none = TokenRecords(table: RecordTable())

  private init(table: RecordTable<TokenSchema>) { self.table = table }

  /// Parses one token.
  ///
  /// - Parameter bytes: the token, from its version record to the last byte
  ///   of its signature.
  /// - Throws: any `ParseError.Kind` but `wrongMessageType` and
  ///   `wrongMessageLength`, with the offset from the token's first byte.
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    guard bytes.count <= Limits.tokenByteCountMax else {
      throw ParseError(.tooLong, at: Limits.tokenByteCountMax)
    }
    self.table = try RecordTable(parsing: bytes)
    let token = Token(bytes: bytes, records: self)
    try token.checkValues()
  }
}
