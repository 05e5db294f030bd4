// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

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
