// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapWire

/// Step 1: one sample of trusted time and of the store's floors, used for
/// every check of one decision (E-56).
public struct Moment: Sendable {
  /// The interval, raised to what the store has seen.
  public let time: TrustedTime
  /// The floors when the decision began; tested again with the mark.
  let floors: Floors
  /// The issuers that were disabled then; tested again with the mark.
  let issuerSwitches: IssuerSwitches
  var evidence: Evidence

  fileprivate init(
    time: TrustedTime, floors: Floors, issuerSwitches: IssuerSwitches
  ) {
    self.time = time
    self.floors = floors
    self.issuerSwitches = issuerSwitches
    self.evidence = Evidence()
    evidence.add(.readiness)
  }
}

extension Verifier where Journal: ~Copyable, Lock: ~Copyable {
  /// Begins a decision.
  ///
  /// - Parameter now: trusted time; nil if there is none.
  /// - Returns: the sample, for this decision only.
  /// - Throws: `integrity_fault`, `no_secure_time`, `store_unavailable`.
  public borrowing func begin(
    now: TrustedTime?
  ) throws(Refusal) -> Moment {
    guard profile.isIntact else {
      throw Refusal(.integrityFault, step: .readiness)
    }
    guard let now else { throw Refusal(.noSecureTime, step: .readiness) }
    let sample: (Floors, IssuerSwitches)? = withStore { store in
      guard store.prepare(loSeconds: now.loSeconds),
        let switches = store.issuerSwitches
      else { return nil }
      return (store.floors, switches)
    }
    guard let (floors, issuerSwitches) = sample else {
      throw Refusal(.storeUnavailable, step: .readiness)
    }
    let time = now.raised(to: floors.timeMarkSeconds)
    guard time.loSeconds >= profile.limits.earliestTimeSeconds else {
      throw Refusal(.noSecureTime, step: .readiness)
    }
    return Moment(
      time: time, floors: floors, issuerSwitches: issuerSwitches)
  }
}
