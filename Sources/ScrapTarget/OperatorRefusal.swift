// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Why an operator's message is not taken: for telemetry alone, nothing is
/// answered over the air (E-103). It changes no state, but for the version if
/// the medium failed, see `versionNotKept`.
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

  /// The reasons, in the order in which they are found. The numbers are stable
  /// and apart from those of requests.
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
  }
}
