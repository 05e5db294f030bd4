// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import SimulatedNVM

/// What the ground and the commanders make.
extension Life {
  mutating func presentation(for errand: LifeErrand) -> LifePresentation {
    switch errand {
    case .fresh: return fresh()
    case .again: return again()
    case .otherTask: return present(past[oldIndex()].tokens)
    case .sharedRoot: return sharedRoot()
    case .sameID, .reissued: return sameID(isSameIssuer: errand == .reissued)
    case .tooMuch: return tooMuch()
    case .wrongCommander:
      let tokens = chain(root: wish())
      return ground.request(
        tokens, signedBy: LifeParties.stranger,
        atSeconds: clock.trueSeconds)
    case .stale:
      let seconds =
        chance.hits(500)
        ? clock.trueSeconds - 100_000 : clock.trueSeconds + 200
      let tokens = chain(root: wish())
      return ground.request(
        tokens, signedBy: tokens[tokens.count - 1].subject,
        atSeconds: seconds)
    case .garbled: return garbled()
    case .expired, .futureIssued, .wrongAudience, .forged:
      return present(chain(root: badWish(errand), isForged: errand == .forged))
    }
  }

  // MARK: Tokens

  /// A root token that is in order.
  private mutating func wish() -> LifeGround.Wish {
    let now = clock.trueSeconds
    let longest = Int(satellite.sizes.profile.limits.maxTokenLifetimeSeconds)
    let lifetime =
      chance.hits(odds.longLife)
      ? chance.within(longest / 4...longest - 10)
      : chance.pick([60, 600, 3_600, chance.within(30...40_000)])
    return LifeGround.Wish(
      subject: chance.within(
        LifeParties.commanders.lowerBound...LifeParties.commanders.upperBound
          - 1),
      issuedAtSeconds: now - UInt64(chance.pick([0, 5, 5, 20, 300])),
      expiresAtSeconds: now + UInt64(lifetime))
  }

  private mutating func badWish(_ errand: LifeErrand) -> LifeGround.Wish {
    var wish = wish()
    switch errand {
    case .expired:
      wish.expiresAtSeconds = clock.trueSeconds - UInt64(chance.below(5_000))
      if let hi = clock.shown?.hiSeconds,
        hi > LifeProfile.earliestTimeSeconds, hi < UInt64(UInt32.max),
        chance.hits(600)
      {
        // In its last second, or just after it.
        wish.expiresAtSeconds = hi - UInt64(chance.below(2))
      }
      wish.issuedAtSeconds = wish.expiresAtSeconds - 60
    case .futureIssued:
      // Within the skew, at its border, and beyond.
      wish.issuedAtSeconds =
        clock.trueSeconds + UInt64(chance.pick([1, 20, 29, 30, 31, 60, 90]))
      wish.expiresAtSeconds = wish.issuedAtSeconds + 3_600
    case .wrongAudience: wish.isForUs = false
    default: break
    }
    return wish
  }

  /// A root and perhaps delegations.
  private mutating func chain(
    root wish: LifeGround.Wish, isForged: Bool = false
  ) -> [LifeToken] {
    let issuer =
      isForged
      ? LifeParties.stranger
      : chance.below(satellite.sizes.profile.issuerCount)
    var tokens = [ground.token(wish, issuer: issuer)]
    let depthMax = Int(satellite.sizes.profile.limits.maxChainDepth)
    for _ in 0..<min(chance.pick([0, 0, 0, 0, 1, 1, 2, 3]), depthMax) {
      tokens.append(delegation(under: tokens))
    }
    return tokens
  }

  private mutating func delegation(under parents: [LifeToken]) -> LifeToken {
    let parent = parents[parents.count - 1]
    var wish = wish()
    wish.isForUs = parent.isForUs
    let latest = UInt64(parent.expiresAtSeconds)
    // As long as its parent, or shorter.
    wish.expiresAtSeconds =
      chance.hits(700) ? latest : min(wish.expiresAtSeconds, latest)
    wish.issuedAtSeconds = min(wish.issuedAtSeconds, latest - 1)
    return ground.token(wish, issuer: parent.subject, under: parents)
  }

  /// The cheapest that reaches the store: one token, alone.
  mutating func simplest() -> LifePresentation {
    let root = ground.token(wish(), issuer: 0)
    return ground.chain([root], presentedBy: root.subject)
  }

  // MARK: Requests

  /// By its subject, as a request or as a chain alone.
  private mutating func present(_ tokens: [LifeToken]) -> LifePresentation {
    let subject = tokens[tokens.count - 1].subject
    return chance.hits(400)
      ? ground.chain(tokens, presentedBy: subject)
      : ground.request(
        tokens, signedBy: subject,
        atSeconds: clock.trueSeconds - UInt64(chance.pick([0, 5, 5, 20])))
  }

  private mutating func fresh() -> LifePresentation {
    present(chain(root: wish()))
  }

  /// Something presented before; more often something accepted.
  private mutating func oldIndex() -> Int {
    acceptedIndices.isEmpty || chance.hits(300)
      ? chance.below(past.count) : chance.pick(acceptedIndices)
  }

  private mutating func again() -> LifePresentation {
    let presentation = past[oldIndex()]
    report.replayCount += oracle.acceptedToken(of: presentation) == nil ? 0 : 1
    return presentation
  }

  private mutating func sharedRoot() -> LifePresentation {
    let tokens = past[oldIndex()].tokens
    let depthMax = Int(satellite.sizes.profile.limits.maxChainDepth)
    let kept = Array(tokens.prefix(chance.within(1...tokens.count)))
    guard kept.count <= depthMax else { return present(kept) }
    return present(kept + [delegation(under: kept)])
  }

  /// The id of an older token, under its issuer or another one.
  private mutating func sameID(isSameIssuer: Bool) -> LifePresentation {
    let old = past[oldIndex()].tokens[0]
    var wish = wish()
    wish.id = old.id
    let count = satellite.sizes.profile.issuerCount
    let issuer = isSameIssuer ? old.issuer : (old.issuer + 1) % count
    return present([ground.token(wish, issuer: issuer)])
  }

  /// Longer than it may live, or deeper than it may be.
  private mutating func tooMuch() -> LifePresentation {
    var wish = wish()
    let limits = satellite.sizes.profile.limits
    if limits.maxChainDepth < 3, chance.hits(500) {
      var tokens = [ground.token(wish, issuer: 0)]
      for _ in 0...limits.maxChainDepth {
        tokens.append(delegation(under: tokens))
      }
      return present(tokens)
    }
    wish.expiresAtSeconds =
      clock.trueSeconds + UInt64(limits.maxTokenLifetimeSeconds)
      + UInt64(chance.below(100))
    return present([ground.token(wish, issuer: 0)])
  }

  /// A fresh request with some bits changed.
  private mutating func garbled() -> LifePresentation {
    var presentation = fresh()
    presentation.isWhole = false
    let place = chance.below(presentation.bytes.count)
    presentation.bytes[place] ^= UInt8(chance.within(1...255))
    report.count(.garbledRequest)
    return presentation
  }
}
