// SPDX-License-Identifier: Apache-2.0

/// Why a card's table of partitions is not taken.
public enum MasterBootRecordError: Error, Equatable, Sendable {
  /// The first sector has no signature.
  case noTable
  /// A partition is absent or of another type; its number.
  case wrongType(UInt8)
  /// A partition lies beyond the card's end, is empty, or begins at 0; its
  /// number.
  case outsideCard(UInt8)
  /// Profile and store share sectors.
  case overlap

  /// The number in boot reports; stable.
  public var number: UInt8 {
    switch self {
    case .noTable: 1
    case .wrongType: 2
    case .outsideCard: 3
    case .overlap: 4
    }
  }

  /// The name as boot reports write it.
  public var name: StaticString {
    switch self {
    case .noTable: "no_table"
    case .wrongType: "wrong_type"
    case .outsideCard: "outside_card"
    case .overlap: "overlap"
    }
  }
}
