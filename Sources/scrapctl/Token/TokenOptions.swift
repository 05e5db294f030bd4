// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// What a token is to say, for `token issue` and `token delegate`.
struct TokenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The signer's secret key file.", valueName: "file"))
  var key: String
  @Option(help: "Who may use the token: a key, or a text id.")
  var subject: IdentityArgument
  @Option(
    name: .customLong("capability"),
    help: "A capability granted; may repeat, up to 16.")
  var capabilities: [String]
  @Option(
    help: ArgumentHelp("issued_at; now by default.", valueName: "seconds"))
  var issuedAt: UInt32?
  @Option(
    help: ArgumentHelp(
      "expires_at; a day after issued_at by default, or the parent's.",
      valueName: "seconds"))
  var expiresAt: UInt32?
  @Option(help: "token_id, 32 hex digits; drawn by chance by default.")
  var tokenId: HexArgument?
  @Option(
    help: ArgumentHelp(
      "GeoJSON that the target must lie in: text, a file, or -.",
      valueName: "geojson"))
  var constraintGeo: String?
  @Option(
    help: ArgumentHelp(
      "At most so many tasks in any so many seconds.",
      valueName: "count/seconds"))
  var constraintRate: RateArgument?
  @Option(
    help: ArgumentHelp("At most so many satoshis.", valueName: "sats"))
  var constraintAmount: UInt64?
  @Option(
    help: ArgumentHelp("Not before this time.", valueName: "seconds"))
  var constraintAfter: UInt32?
  @OptionGroup var time: TimeOptions
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var checking: CheckingOptions
  @OptionGroup var output: FormatOptions

  static let lifetimeSeconds: UInt32 = 86_400

  /// The description that the options give.
  ///
  /// - Parameters:
  ///   - audience: the target.
  ///   - expiryMaxSeconds: where a default expires_at ends.
  /// - Returns: what the token is to say.
  /// - Throws: status 65 for a file or time that cannot be read.
  func description(
    audience: [UInt8], expiryMaxSeconds: UInt32 = .max
  ) throws -> TokenDescription {
    let issuedAt = try issuedAt ?? time.seconds()
    let (end, isBeyond) = issuedAt.addingReportingOverflow(
      Self.lifetimeSeconds)
    let expiresAt =
      expiresAt ?? min(isBeyond ? .max : end, expiryMaxSeconds)
    let id =
      try tokenId?.bytes
      ?? chance.chance.tokenID(context: subject.bytes + audience)
    return TokenDescription(
      subject: subject.bytes, audience: audience, issuedAtSeconds: issuedAt,
      expiresAtSeconds: expiresAt, tokenID: id, capabilities: capabilities,
      constraints: TokenConstraints(
        geo: try constraintGeo.map {
          try Source($0, what: "--constraint-geo").text()
        },
        rate: constraintRate.map { ($0.count, $0.periodSeconds) },
        amountSats: constraintAmount, afterSeconds: constraintAfter))
  }

  /// The signer's key.
  func signingKey() throws -> SigningKey {
    try SecretKeyFile.read(from: key, chance: chance.chance)
  }

  /// Prints a chain whose last token is new.
  func finish(_ chain: [[UInt8]], tokenID: [UInt8]) throws {
    let texts = chain.map { HexText.text($0) }
    switch output.format {
    case .text: try Console.print(texts.joined(separator: ","))
    case .json:
      try Console.print(
        JSONText.object([
          ("token_id", .string(HexText.text(tokenID))),
          ("token", .optional(texts.last)),
          ("chain", .array(texts.map { .string($0) })),
        ]).line)
    }
  }
}
