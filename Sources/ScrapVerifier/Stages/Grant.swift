// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapWire

/// The right to execute one task, once: the end of the data path.
///
/// Only a durable mark makes one, and the executor consumes it.
public struct Grant: ~Copyable {
  /// What was signed; nil for a chain presented alone.
  public let signedTask: SignedTask?
  /// The leaf's token_id.
  public let tokenID: TokenID
  /// How many tokens were marked.
  public let tokenCount: Int
  /// When it was decided.
  public let time: TrustedTime

  fileprivate init(
    signedTask: SignedTask?,
    tokenID: TokenID,
    tokenCount: Int,
    time: TrustedTime
  ) {
    self.signedTask = signedTask
    self.tokenID = tokenID
    self.tokenCount = tokenCount
    self.time = time
  }
}

extension Verifier where Journal: ~Copyable, Lock: ~Copyable {
  /// Step 12: tests every id of the chain, marks them all durably, and only
  /// then grants (E-60, E-64, E-80). The one step that holds the store.
  ///
  /// - Throws: `invalid_signature` (the issuer was disabled meanwhile),
  ///   `expired`, `issued_before_floor` (the floors rose meanwhile), `revoked`,
  ///   `already_accepted`, `replayed`, `constraint_violation` (the rate),
  ///   `cache_full`, `store_unavailable`; `integrity_fault` if a step was
  ///   skipped.
  public borrowing func mark(
    _ permitted: consuming PermittedRequest
  ) throws(Refusal) -> Grant {
    try markInPlace(permitted)
  }

  /// Whether the root's issuer is in force.
  @inline(never)
  private borrowing func isInForce(
    _ request: borrowing Presentation, _ switches: IssuerSwitches
  ) -> Bool {
    profile.isInForce(request.token(0).issuer, switches: switches)
  }

  /// `mark`, once, of a request that is not used again.
  @inline(never)
  borrowing func markInPlace(
    _ permitted: borrowing PermittedRequest
  ) throws(Refusal) -> Grant {
    let hasTask = permitted.authentic.admissible.request.presentation.hasTask
    guard permitted.moment.evidence == Evidence.complete(hasTask: hasTask)
    else { throw Refusal(.integrityFault, step: .mark) }
    let marks = MarkPolicy.marks(
      of: permitted.authentic.admissible.request.presentation,
      signed: permitted.authentic.signedTask?.digest,
      time: permitted.moment.time)
    var receipt: MarkReceipt? = nil
    var isDisabled = false
    let refusal: ReplayRefusal? = withStore { store in
      // The operator may have disabled the issuer meanwhile (E-39).
      guard let switches = store.issuerSwitches else {
        return ReplayRefusal(.unavailable)
      }
      isDisabled = !isInForce(
        permitted.authentic.admissible.request.presentation, switches)
      if isDisabled { return nil }
      do throws(ReplayRefusal) {
        receipt = try store.testAndMark(marks)
        return nil
      } catch {
        return error
      }
    }
    if let refusal {
      throw MarkPolicy.refusal(
        refusal, permitted.authentic.admissible.request.presentation)
    }
    if isDisabled {
      throw Refusal(
        .invalidSignature, step: .mark, token: 0, at: .issuer,
        of: permitted.authentic.admissible.request.presentation)
    }
    guard receipt == MarkReceipt(for: marks) else {
      throw Refusal(.integrityFault, step: .mark)
    }
    return Grant(
      signedTask: permitted.authentic.signedTask,
      tokenID: permitted.authentic.admissible.request.presentation
        .token(permitted.authentic.admissible.request.presentation.leafIndex)
        .tokenID,
      tokenCount: permitted.authentic.admissible.request.presentation
        .tokenCount,
      time: permitted.moment.time)
  }
}
