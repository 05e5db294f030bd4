// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Step 6: every child hangs on its parent and is no wider than it, judged
/// without a curve operation (E-75, E-77, E-78, E-81).
enum LinkPolicy {
  static func check(
    _ request: borrowing Presentation
  ) throws(Refusal) {
    for index in 1..<max(request.tokenCount, 1) {
      let parent = request.token(index - 1)
      let child = request.token(index)
      let broken =
        brokenReference(child, parent: parent, root: request.token(0))
        ?? widening(child, parent: parent)
      if let broken {
        throw Refusal(
          .chainInvalid, step: .links, token: index, at: broken, of: request)
      }
      try checkCapabilities(child, parent: parent, index, request)
    }
  }

  /// The first record of `child` that names something else than its parent
  /// and root.
  private static func brokenReference(
    _ child: borrowing Token, parent: borrowing Token, root: borrowing Token
  ) -> Token.Place? {
    guard Identity.isKey(parent.subject),
      child.issuer.isEqual(to: parent.subject)
    else { return .issuer }
    guard let rootIssuer = child.rootIssuer, rootIssuer.isEqual(to: root.issuer)
    else { return .rootIssuer }
    guard let rootTokenID = child.rootTokenID,
      rootTokenID.isEqual(to: root.tokenIDBytes)
    else { return .rootTokenID }
    guard let parentTokenID = child.parentTokenID,
      parentTokenID.isEqual(to: parent.tokenIDBytes)
    else { return .parentTokenID }
    return nil
  }

  /// The first record of `child` that states a looser value than its
  /// parent's. A child that states none is bound by the parent's own.
  private static func widening(
    _ child: borrowing Token, parent: borrowing Token
  ) -> Token.Place? {
    if child.expiresAtSeconds > parent.expiresAtSeconds { return .expiresAt }
    if let count = parent.rateCount, let period = parent.ratePeriodSeconds,
      let childCount = child.rateCount,
      let childPeriod = child.ratePeriodSeconds,
      childCount > count || childPeriod < period
    {
      return .rate
    }
    if let amount = parent.amountSats, let childAmount = child.amountSats,
      childAmount > amount
    {
      return .amount
    }
    if let after = parent.afterSeconds, let childAfter = child.afterSeconds,
      childAfter < after
    {
      return .after
    }
    return nil
  }

  private static func checkCapabilities(
    _ child: borrowing Token,
    parent: borrowing Token,
    _ index: Int,
    _ request: borrowing Presentation
  ) throws(Refusal) {
    var wanted = child.capabilities()
    while let place = wanted.next() {
      let capability = child.capabilityRecords.extracting(place)
      guard CapabilityPolicy.grants(parent, capability) else {
        throw Refusal(
          .chainInvalid, step: .links, chainIndex: index,
          offset: request.reportOffset(ofToken: index)
            + child.capabilityRunOffset + place.lowerBound)
      }
    }
  }
}
