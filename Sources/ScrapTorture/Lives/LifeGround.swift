// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import SimulatedNVM

/// The ground of a life: issues, delegates and signs, with ScrapGround.
struct LifeGround {
  private var tokenCount: UInt64 = 0
  private var presentationCount = 0

  /// What a token shall be, its issuer apart.
  struct Wish {
    var subject: Int
    var issuedAtSeconds: UInt64
    var expiresAtSeconds: UInt64
    var isForUs = true
    /// The id of an older token, used again.
    var id: UInt64?
  }

  /// Writes a root token, or a delegation under `parents`; the last parent's
  /// subject is its issuer.
  mutating func token(
    _ wish: Wish, issuer: Int, under parents: [LifeToken] = []
  ) -> LifeToken {
    let id = wish.id ?? tokenCount
    tokenCount += 1
    var token = LifeToken(
      number: tokenCount,
      issuer: parents.last?.subject ?? issuer, subject: wish.subject, id: id,
      issuedAtSeconds: Self.seconds(wish.issuedAtSeconds),
      expiresAtSeconds: Self.seconds(wish.expiresAtSeconds),
      isForUs: wish.isForUs, bytes: [])
    let description = TokenDescription(
      subject: LifeParties.all[wish.subject].publicKey,
      audience: Array(
        (wish.isForUs ? LifeProfile.satelliteID : "SENTINEL-2D-63374").utf8),
      issuedAtSeconds: token.issuedAtSeconds,
      expiresAtSeconds: token.expiresAtSeconds,
      tokenID: Self.tokenID(id),
      capabilities: ["cmd:imaging:*"])
    let party = LifeParties.all[token.issuer]
    do throws(GroundError) {
      token.bytes =
        parents.isEmpty
        ? try TokenIssuing.issue(
          description, key: party.key, checking: .none)
        : try TokenIssuing.delegate(
          description, under: parents.map(\.bytes), key: party.key,
          checking: .none)
    } catch {
      preconditionFailure("a token can be signed: \(error)")
    }
    return token
  }

  /// Signs a request for a chain, root first.
  mutating func request(
    _ tokens: [LifeToken], signedBy presenter: Int, atSeconds seconds: UInt64
  ) -> LifePresentation {
    presentationCount += 1
    let timestamp = Self.seconds(seconds)
    do throws(GroundError) {
      return LifePresentation(
        number: presentationCount, tokens: tokens,
        bytes: try RequestSigning.sign(
          RequestDescription(
            taskID: "TASK-\(presentationCount)",
            timestampSeconds: timestamp, chain: tokens.map(\.bytes),
            taskType: "cmd:imaging:msi"),
          key: LifeParties.all[presenter].key, checking: .none),
        isRequest: true, presenter: presenter, timestampSeconds: timestamp)
    } catch {
      preconditionFailure("a request can be signed: \(error)")
    }
  }

  /// Presents a chain alone, root first.
  mutating func chain(
    _ tokens: [LifeToken], presentedBy presenter: Int
  ) -> LifePresentation {
    presentationCount += 1
    return LifePresentation(
      number: presentationCount, tokens: tokens,
      bytes: Array(tokens.map(\.bytes).joined()), isRequest: false,
      presenter: presenter, timestampSeconds: 0)
  }

  /// The token_id that is made of a number.
  static func tokenID(_ id: UInt64) -> [UInt8] { bytes(id) + bytes(~id) }

  /// As much of a time as a token can say.
  private static func seconds(_ seconds: UInt64) -> UInt32 {
    UInt32(clamping: seconds)
  }

  private static func bytes(_ value: UInt64) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
