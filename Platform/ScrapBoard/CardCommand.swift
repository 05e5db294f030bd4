// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// The commands to a card, as the host controller's command register takes
/// them (SD Host Controller, 2.2.5 and 2.2.6, as one 32-bit word).
public enum CardCommand: Sendable, BitwiseCopyable {
  /// Go to idle; no response.
  case goIdle
  /// An eMMC's operating conditions; response 3.
  case mmcOperatingConditions
  /// Every card's identification; response 2.
  case allIdentification
  /// The card's address: asks an SD card, tells an eMMC; response 6 or 1.
  case relativeAddress
  /// Selects the card; response 1 with busy.
  case select
  /// The SD card's voltages; response 7.
  case interfaceCondition
  /// An eMMC's extended register, a block of data; response 1.
  case extendedData
  /// The card's CSD; response 2.
  case specificData
  /// The card's state; response 1.
  case status
  /// The length of a block; response 1.
  case blockLength
  /// Reads a block; response 1.
  case readBlock
  /// Writes a block; response 1.
  case writeBlock
  /// The next command is an application's; response 1.
  case application
  /// An SD card's operating conditions, behind `application`; response 3.
  case operatingConditions

  private enum Response: UInt32 {
    case none = 0
    /// 136 bits, with checksum.
    case long = 0x0009
    /// 48 bits, with checksum and index.
    case short = 0x001a
    /// The same, and busy.
    case busy = 0x001b
    /// 48 bits, neither.
    case unchecked = 0x0002
  }

  private enum Data: UInt32 {
    case none = 0
    case read = 0x0020_0010
    case write = 0x0020_0000
  }

  /// The word for the command register.
  public var word: UInt32 {
    let (index, response, data) = parts
    return index &<< 24 | response.rawValue &<< 16 | data.rawValue
  }

  /// The command's number.
  public var index: UInt32 { parts.0 }

  /// Whether the card moves a block of data with it.
  public var hasData: Bool { parts.2 != .none }

  private var parts: (UInt32, Response, Data) {
    switch self {
    case .goIdle: (0, .none, .none)
    case .mmcOperatingConditions: (1, .unchecked, .none)
    case .allIdentification: (2, .long, .none)
    case .relativeAddress: (3, .short, .none)
    case .select: (7, .busy, .none)
    case .interfaceCondition: (8, .short, .none)
    case .extendedData: (8, .short, .read)
    case .specificData: (9, .long, .none)
    case .status: (13, .short, .none)
    case .blockLength: (16, .short, .none)
    case .readBlock: (17, .short, .read)
    case .writeBlock: (24, .short, .write)
    case .application: (55, .short, .none)
    case .operatingConditions: (41, .unchecked, .none)
    }
  }
}
