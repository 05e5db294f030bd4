// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// What a verified TaskReject says.
public struct RejectFacts: Equatable, Sendable {
  /// Record 6, Unix seconds: when the target answered.
  public var timestampSeconds: UInt32
  /// Record 2: the refusal's number.
  public var number: UInt16
  /// Record 4: the refusal's name as the target wrote it, 0 to 64 bytes.
  public var details: [UInt8]

  /// The refusal; nil if this version does not know the number.
  public var reason: Reason? { Reason(rawValue: number) }

  /// The refusal's name: this version's, or the target's if it is a word.
  public var name: String {
    if let reason { return "\(reason.name)" }
    let isWord =
      !details.isEmpty
      && details.allSatisfy {
        (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "_")
      }
    return isWord ? String(decoding: details, as: UTF8.self) : "unknown"
  }
}
