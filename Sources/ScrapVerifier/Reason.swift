// SPDX-License-Identifier: Apache-2.0

/// Why a request is refused: the one table of numbers, names and remedies.
///
/// The numbers are stable and never used again for anything else; they go
/// over the air in a TaskReject.
public enum Reason: UInt16, Sendable, BitwiseCopyable {
  /// There is no trusted time (E-52, E-54).
  case noSecureTime = 1
  /// The replay store cannot be used, or failed to make a mark durable (E-65).
  case storeUnavailable = 2
  /// Provisioned data, or the decision's own evidence, contradicts itself
  /// (E-45).
  case integrityFault = 3
  /// The request's own structure (E-93, E-99).
  case malformedRequest = 10
  /// A token's structure (E-18 to E-31, E-72).
  case malformedToken = 11
  /// More delegations than allowed here (E-76).
  case depthExceeded = 20
  /// A token out of place, or a link that does not hold (E-75 to E-81).
  case chainInvalid = 21
  /// A token has expired, or lies below floor E (E-46, E-74).
  case expired = 30
  /// A token lives longer than the maximum (E-50).
  case expiryTooFar = 31
  /// A token was issued in the future (E-47).
  case futureIssued = 32
  /// A token was issued at or before floor G (E-65).
  case issuedBeforeFloor = 33
  /// A token is meant for another satellite (E-32, E-75).
  case wrongAudience = 40
  /// An issuer is not trusted, or not any more, or a signature is wrong (E-37,
  /// E-39).
  case invalidSignature = 50
  /// The leaf's text subject is not on the profile's list (E-34).
  case unknownSubject = 60
  /// The presenter is not the leaf's subject (E-36, E-94).
  case badCommanderSignature = 61
  /// The request's time lies outside its token's life (E-102).
  case staleRequest = 70
  /// The capability asked for is not granted (E-85, E-87).
  case capabilityDenied = 80
  /// A constraint is broken or cannot be judged (E-25).
  case constraintViolation = 90
  /// The operator has revoked an (issuer, token_id) (E-70).
  case revoked = 100
  /// This very request was accepted before (E-67).
  case alreadyAccepted = 101
  /// An (issuer, token_id) was used before (E-61, E-80).
  case replayed = 102
  /// The store, or the chain's share of it, is full of live entries (E-62).
  case cacheFull = 103

  /// The name, as in JSON output, telemetry and a TaskReject's details.
  public var name: StaticString {
    switch self {
    case .noSecureTime: "no_secure_time"
    case .storeUnavailable: "store_unavailable"
    case .integrityFault: "integrity_fault"
    case .malformedRequest: "malformed_request"
    case .malformedToken: "malformed_token"
    case .depthExceeded: "depth_exceeded"
    case .chainInvalid: "chain_invalid"
    case .expired: "expired"
    case .expiryTooFar: "expiry_too_far"
    case .futureIssued: "future_issued"
    case .issuedBeforeFloor: "issued_before_floor"
    case .wrongAudience: "wrong_audience"
    case .invalidSignature: "invalid_signature"
    case .unknownSubject: "unknown_subject"
    case .badCommanderSignature: "bad_commander_signature"
    case .staleRequest: "stale_request"
    case .capabilityDenied: "capability_denied"
    case .constraintViolation: "constraint_violation"
    case .revoked: "revoked"
    case .alreadyAccepted: "already_accepted"
    case .replayed: "replayed"
    case .cacheFull: "cache_full"
    }
  }
}
