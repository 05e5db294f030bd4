// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// `scrapctl revoke`.
struct Revoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take tokens back, with an operations key.",
    discussion: """
      Prints messages in hex, header included: one for each four tokens, with \
      versions that follow each other. The satellite keeps a revocation until \
      the token expires, and answers with a receipt; without one, sign again \
      with the next version. A chain in which any token is revoked is refused.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      Tokens: files, - or hex, with commas between several; all that are \
      named are revoked.
      """, valueName: "token"))
  var tokens: [String] = []
  @Option(
    help: ArgumentHelp(
      "A token that is not at hand, as ISSUER,TOKEN_ID,EXPIRES_AT.",
      valueName: "id"))
  var id: [TokenNameArgument] = []
  @OptionGroup var version: VersionOption
  @OptionGroup var options: CommandOptions

  func validate() throws {
    guard !tokens.isEmpty || !id.isEmpty else {
      throw ValidationError("Name a token, or one by --id.")
    }
  }

  func run() throws {
    var revoked = id.map(\.token)
    for token in tokens {
      for bytes in try Source(token, what: "token").chain() {
        let named = try RevokedToken(token: bytes)
        if !revoked.contains(named) { revoked.append(named) }
      }
    }
    var version = version.version
    for start in stride(from: 0, to: revoked.count, by: 4) {
      let part = Array(revoked[start..<min(start + 4, revoked.count)])
      try options.send(
        .revocation(part), version: version,
        members: [
          (
            "token_ids",
            .array(part.map { .string(HexText.text($0.tokenID)) })
          )
        ])
      guard version < .max else {
        throw Failure(Failure.input, "--version: no number is left")
      }
      version += 1
    }
  }
}

/// A token as ISSUER,TOKEN_ID,EXPIRES_AT: 66 and 32 hex digits, and seconds.
struct TokenNameArgument: ExpressibleByArgument {
  let token: RevokedToken

  init?(argument: String) {
    let parts = argument.split(
      separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3, let issuer = HexText.bytes(String(parts[0])),
      issuer.count == 33, let tokenID = HexText.bytes(String(parts[1])),
      tokenID.count == 16, let expiresAt = UInt32(parts[2])
    else { return nil }
    token = RevokedToken(
      issuer: issuer, tokenID: tokenID, expiresAtSeconds: expiresAt)
  }
}
