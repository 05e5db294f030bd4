// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Why an operator's message is not taken: for telemetry alone, nothing is
/// answered over the air (E-103). It changes no state, but for the version, see
/// `versionNotKept`, `storeFull` and `revocationNotKept`.
public struct OperatorRefusal: Error, Equatable, Sendable {
  /// Why.
  public var reason: Reason
  /// The byte that is to blame, counted from the message's first; nil if none
  /// is.
  public var offset: Int?
  /// What is wrong with the structure; nil for other refusals.
  public var parseError: ParseError?

  /// Makes a refusal.
  public init(
    _ reason: Reason, offset: Int? = nil, parseError: ParseError? = nil
  ) {
    self.reason = reason
    self.offset = offset
    self.parseError = parseError
  }

  /// The reasons. The numbers are stable and apart from those of requests; in
  /// which order they are found stands in OPERATOR.md.
  public enum Reason: UInt16, Sendable, BitwiseCopyable {
    /// The message's structure.
    case malformedMessage = 201
    /// It names another satellite.
    case wrongSatellite = 202
    /// Nobody asked, the answer was taken before, or a restart came between.
    case noOpenChallenge = 203
    /// It answers none of the open challenges.
    case wrongNonce = 204
    /// The key is none of the profile's operations keys.
    case unknownOperationsKey = 205
    /// No instant or error bound can have these values.
    case impossibleTime = 206
    /// The signature is not the key's.
    case badOperationsSignature = 207
    /// The version is not above the newest one that was taken.
    case oldVersion = 208
    /// The version could not be made durable; it may be spent all the same.
    case versionNotKept = 209
    /// There is no trusted time to judge a command by.
    case noTrustedTime = 210
    /// A command was signed in the future.
    case signedAhead = 211
    /// A command was signed at or before floor G.
    case signedBeforeFloor = 212
    /// A list names a key that is none of the profile's issuers.
    case unknownIssuer = 213
    /// A token to be revoked lives longer than any that is accepted now.
    case revocationTooFar = 214
    /// A floor lies in the future, or cannot end the loss that there is.
    case floorOutOfRange = 215
    /// The store, or the share of revoked tokens, is full of live entries. The
    /// version is spent.
    case storeFull = 216
    /// A revocation could not be made durable; it holds until a restart, and
    /// afterwards or not. The version is spent.
    case revocationNotKept = 217
  }
}
