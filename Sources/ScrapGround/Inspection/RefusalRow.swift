// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// One row of the table of refusals, for documents and people.
public struct RefusalRow: Equatable, Sendable {
  /// The stable number.
  public var number: UInt16
  /// The name, as in JSON output and a TaskReject.
  public var name: String
  /// The steps that can refuse so.
  public var steps: [UInt8]
  /// What it says, in one sentence.
  public var meaning: String
  /// What can be done, in one sentence.
  public var remedy: String

  /// Makes the row of a reason.
  public init(_ reason: Reason) {
    self.number = reason.rawValue
    self.name = "\(reason.name)"
    self.steps = Self.steps(of: reason).map(\.rawValue)
    self.meaning = "\(reason.meaning)"
    self.remedy = "\(reason.remedy)"
  }

  /// Every row, by number.
  public static let all: [RefusalRow] = Reason.table.map { RefusalRow($0) }

  private static func steps(of reason: Reason) -> [Step] {
    switch reason {
    case .noSecureTime: [.readiness]
    case .storeUnavailable, .integrityFault: [.readiness, .mark]
    case .malformedRequest, .malformedToken: [.structure]
    case .depthExceeded: [.depth]
    case .chainInvalid: [.depth, .links]
    case .expired, .issuedBeforeFloor: [.times, .mark]
    case .expiryTooFar, .futureIssued: [.times]
    case .wrongAudience: [.audience]
    case .invalidSignature: [.signatures, .mark]
    case .unknownSubject, .badCommanderSignature: [.commander]
    case .staleRequest: [.requestTime]
    case .capabilityDenied: [.capability]
    case .constraintViolation: [.constraints, .mark]
    case .revoked, .alreadyAccepted, .replayed, .cacheFull: [.mark]
    }
  }
}
