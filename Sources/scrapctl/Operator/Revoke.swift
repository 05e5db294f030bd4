// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround
import ScrapVerifier
import ScrapWire

/// `scrapctl revoke`.
struct Revoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Take tokens back, with an operations key.",
    discussion: """
      Prints messages in hex, header included: one for each four tokens, with \
      versions that follow each other. The satellite keeps a revocation until \
      the token expires, and answers with a receipt; without one, sign again \
      with the next version. A chain in which any token is revoked is refused. \
      A token that was accepted before still runs when it is bound. Nothing is \
      printed unless all can be revoked.
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
    let revoked = try self.revoked()
    try check(revoked)
    var lines: [String] = []
    for start in stride(
      from: 0, to: revoked.count, by: Limits.revocationCountMax)
    {
      let part = Array(revoked[start...].prefix(Limits.revocationCountMax))
      lines.append(
        try options.line(
          .revocation(part), version: version.number(lines.count),
          members: [
            (
              "token_ids",
              .array(part.map { .string(HexText.text($0.tokenID)) })
            )
          ]))
    }
    for line in lines { try Console.print(line) }
  }

  /// The tokens that were named, each once: the satellite refuses a message
  /// that names one twice. Of two expiries the later one counts.
  private func revoked() throws -> [RevokedToken] {
    var named = id.map(\.token)
    for token in tokens {
      for bytes in try Source(token, what: "token").chain() {
        named.append(try RevokedToken(token: bytes))
      }
    }
    var revoked: [RevokedToken] = []
    for token in named {
      let index = revoked.firstIndex {
        $0.issuer == token.issuer && $0.tokenID == token.tokenID
      }
      if let index {
        revoked[index].expiresAtSeconds = max(
          revoked[index].expiresAtSeconds, token.expiresAtSeconds)
      } else {
        revoked.append(token)
      }
    }
    return revoked
  }

  /// - Throws: status 65 for a token that the satellite would refuse to revoke,
  ///   without an answer.
  private func check(_ revoked: [RevokedToken]) throws {
    let limits = try ProfileSource.read(options.profile).limits
    let last =
      UInt64(try options.time.seconds())
      + UInt64(limits.maxTokenLifetimeSeconds)
    for token in revoked where UInt64(token.expiresAtSeconds) > last {
      throw Failure(
        Failure.input,
        "token \(HexText.text(token.tokenID)): expected to expire at \(last) "
          + "or before, found \(token.expiresAtSeconds); the satellite accepts "
          + "no such token yet: revoke it once it could, or disable its issuer")
    }
  }
}
