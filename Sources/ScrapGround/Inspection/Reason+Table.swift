// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

extension Reason {
  /// Every reason, by number; the numbers are stable.
  public static let table: [Reason] =
    (0...999).compactMap { Reason(rawValue: $0) }

  private static let byName = Dictionary(
    uniqueKeysWithValues: table.map { ("\($0.name)", $0) })

  /// The reason of a name; nil if there is none.
  public static func named(_ name: String) -> Reason? { byName[name] }
}
