// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import ScrapWire

/// Step 2 alone: what can be said without a profile.
public enum StructureCheck {
  /// The refusal of an item's structure; nil if it holds.
  public static func refusal(of item: Item) -> Refusal? {
    do throws(RequestParseError) {
      switch item {
      case .request(let message): try check(message)
      case .chain(let chain): try check(chain)
      }
      return nil
    } catch {
      return Refusal(error)
    }
  }

  private static func check(_ message: [UInt8]) throws(RequestParseError) {
    _ = try Presentation(parsing: message.span)
  }

  private static func check(_ chain: [[UInt8]]) throws(RequestParseError) {
    let bytes = chain.flattened
    let counts = chain.map(\.count)
    _ = try Presentation(
      parsingChain: bytes.span, tokenByteCounts: counts.span)
  }
}
