// SPDX-License-Identifier: Apache-2.0

extension Reason {
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
    case .alreadyAccepted:
      "Nothing is to be done: the task was accepted before and will not run again."
    case .replayed:
      "Have a fresh token issued; each is good for one task."
    case .cacheFull:
      "Wait until used tokens expire, or give the store more room."
    }
  }
}
