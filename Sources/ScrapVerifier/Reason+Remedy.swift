// SPDX-License-Identifier: Apache-2.0

extension Reason {
  /// What it says, in one sentence.
  public var meaning: StaticString {
    switch self {
    case .noSecureTime:
      "There is no trusted time, or it lies before the earliest that is believed."
    case .storeUnavailable:
      "The store of used tokens is not ready, is damaged, or failed to keep a mark."
    case .integrityFault:
      "The profile in memory, or the decision's own evidence, contradicts itself."
    case .malformedRequest:
      "The request's own bytes are not what a TaskRequest may be."
    case .malformedToken:
      "A token's bytes are not what a token may be."
    case .depthExceeded:
      "The chain has more delegations than this satellite allows."
    case .chainInvalid:
      "A token is out of its place, names another parent or root, or is wider than its parent."
    case .expired:
      "A token has expired, or may have within the uncertainty of time."
    case .expiryTooFar:
      "A token would live longer than the maximum from now."
    case .futureIssued:
      "A token was issued in the future, beyond the clock skew."
    case .issuedBeforeFloor:
      "A token was issued at or before the floor that speaks for marks that may be lost."
    case .wrongAudience:
      "A token is meant for another satellite."
    case .invalidSignature:
      "The root's issuer is not trusted, or a token's signature is not its issuer's."
    case .unknownSubject:
      "The leaf names its subject by an id that is not on the satellite's list."
    case .badCommanderSignature:
      "The presenter is not the leaf's subject, or the request was changed after signing."
    case .staleRequest:
      "The request's time lies outside its token's life, or in the future."
    case .capabilityDenied:
      "The capability asked for is not concrete, or not granted."
    case .constraintViolation:
      "A constraint of a token is broken, or there is nothing to judge it by."
    case .revoked:
      "The satellite's operator has revoked a token of the chain."
    case .alreadyAccepted:
      "This very request was accepted before."
    case .replayed:
      "A token of the chain was used before, or comes twice in it."
    case .cacheFull:
      "The store, or this chain's share of it, is full of used tokens that have not expired."
    }
  }

  /// What the operator or commander can do about it, in one sentence.
  public var remedy: StaticString {
    switch self {
    case .noSecureTime:
      "Give the satellite trusted time, then present the request again."
    case .storeUnavailable:
      "Check the store; if it was lost or damaged, reset it with a new issuance floor."
    case .integrityFault:
      "Provision the profile again and restart; report the fault."
    case .malformedRequest:
      "Build the request again from its records; the offset names the first bad byte."
    case .malformedToken:
      "Have the token issued again; the offset names the first bad byte."
    case .depthExceeded:
      "Present a shorter chain, or have the token delegated over fewer satellites."
    case .chainInvalid:
      "Present every token from the root to the leaf, each no wider than its parent."
    case .expired:
      "Have a fresh token issued."
    case .expiryTooFar:
      "Have a token issued that expires within the satellite's greatest lifetime."
    case .futureIssued:
      "Wait, or set the issuer's clock right and have the token issued again."
    case .issuedBeforeFloor:
      "Have a token issued after the store's issuance floor."
    case .wrongAudience:
      "Present the token to the satellite it names, or have one issued for this one."
    case .invalidSignature:
      "Have the token signed by the key it names; a root by a key this satellite trusts."
    case .unknownSubject:
      "Put the subject's id and key on the satellite's list, or name the key in the token."
    case .badCommanderSignature:
      "Sign the request with the key of the leaf token's subject."
    case .staleRequest:
      "Sign the request again with the present time."
    case .capabilityDenied:
      "Ask for one concrete capability that every token of the chain grants."
    case .constraintViolation:
      "Keep target, amount, time and rate within every token's constraints."
    case .revoked:
      "Ask the operator why, and have a fresh token issued."
    case .alreadyAccepted:
      "Nothing is to be done: the task was accepted before and will not run again."
    case .replayed:
      "Have a fresh token issued; each is good for one task."
    case .cacheFull:
      "Wait until used tokens expire, or give the store more room; the fill names what is short."
    }
  }
}
