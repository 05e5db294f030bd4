// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// Where a delegation hangs in its chain: the records 20, 22, 24 and 26.
struct DelegationPlace {
  var rootIssuer: [UInt8]
  var rootTokenID: [UInt8]
  var parentTokenID: [UInt8]
  var depth: UInt8

  /// Reads the place below the last token of a chain.
  init(under chain: [[UInt8]]) throws(GroundError) {
    guard let rootBytes = chain.first, let parentBytes = chain.last,
      chain.count <= Int(UInt8.max)
    else {
      throw .wrongValue(
        place: "chain", expected: "1 to 255 tokens", found: "\(chain.count)")
    }
    let root = try TokenFacts(parsing: rootBytes, place: "token 0")
    let parent = try TokenFacts(
      parsing: parentBytes, place: "token \(chain.count - 1)")
    self.rootIssuer = root.issuer
    self.rootTokenID = root.tokenID
    self.parentTokenID = parent.tokenID
    self.depth = UInt8(chain.count)
  }
}
