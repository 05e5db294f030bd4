// SPDX-License-Identifier: Apache-2.0

/// Why a card did not do what was asked. The numbers are stable.
public enum CardError: UInt8, Error, Sendable {
  /// No controller answers, or no card in any slot.
  case absent = 1
  /// A command was not answered in time.
  case noAnswer = 2
  /// A block did not move in time.
  case noData = 3
  /// The controller or the card reports an error.
  case reported = 4
  /// The card says nothing that is understood about its size.
  case unknownCard = 5
  /// The sector lies behind the card's end.
  case outsideCard = 6
  /// Too many failures in a row: given up until the next start.
  case givenUp = 7

  /// The name as boot reports write it.
  public var name: StaticString {
    switch self {
    case .absent: "absent"
    case .noAnswer: "no_answer"
    case .noData: "no_data"
    case .reported: "reported"
    case .unknownCard: "unknown_card"
    case .outsideCard: "outside_card"
    case .givenUp: "given_up"
    }
  }
}
