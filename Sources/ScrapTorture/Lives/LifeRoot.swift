// SPDX-License-Identifier: Apache-2.0

/// Issuer and subject of a chain's root: whose share of the store its tokens
/// take.
struct LifeRoot: Equatable {
  var issuer: Int
  var subject: Int

  init(of presentation: LifePresentation) {
    issuer = presentation.tokens[0].issuer
    subject = presentation.tokens[0].subject
  }
}
