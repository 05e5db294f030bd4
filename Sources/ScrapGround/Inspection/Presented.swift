// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// What can be said of an item before anybody decides on it.
public struct Presented: Equatable, Sendable {
  /// The presented (leaf) token's id, 16 bytes.
  public var tokenID: [UInt8]
  /// The leaf's subject: a key of 33 bytes, or a text id.
  public var subject: [UInt8]

  /// Looks into an item.
  ///
  /// - Returns: nil unless the structure of all of it holds (step 2).
  public init?(_ item: Item) {
    switch item {
    case .request(let message): self.init(message: message)
    case .chain(let chain): self.init(chain: chain)
    }
  }

  private init?(message: [UInt8]) {
    let span = message.span
    guard (try? Presentation(parsing: span)) != nil,
      let request = try? TaskRequest(parsing: span)
    else { return nil }
    self.init(leaf: request.capabilityToken)
  }

  private init?(chain: [[UInt8]]) {
    for token in chain {
      guard (try? TokenRecords(parsing: token.span)) != nil else { return nil }
    }
    guard let leaf = chain.last else { return nil }
    self.init(leaf: leaf.span)
  }

  private init?(leaf: Span<UInt8>) {
    guard let records = try? TokenRecords(parsing: leaf) else { return nil }
    let token = Token(bytes: leaf, records: records)
    self.tokenID = token.tokenIDBytes.array
    self.subject = token.subject.array
  }
}
