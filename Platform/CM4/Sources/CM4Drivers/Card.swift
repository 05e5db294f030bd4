// SPDX-License-Identifier: Apache-2.0

import ScrapBoard
import ScrapIntegers

/// An SD card or eMMC behind either controller, in sectors of 512 bytes.
///
/// Each transfer is tried three times. After eight failures in a row the card
/// is given up until the next start, so that a dead one does not hold up the
/// board.
public struct Card: ~Copyable {
  /// What kind of card it is.
  public enum Kind: UInt8, Sendable {
    /// Up to 2 GiB, addressed by bytes.
    case standard = 1
    /// Addressed by sectors.
    case highCapacity = 2
    /// Soldered eMMC, addressed by sectors.
    case embedded = 3
  }

  private let controller: HostController
  private let cardAddress: UInt32
  /// What kind of card it is.
  public let kind: Kind
  /// Sectors on it.
  public let sectorCount: UInt64
  /// Whether the card says that it must not be written.
  public let isWriteProtected: Bool
  /// Transfers that failed, each try; stays at its greatest value.
  public private(set) var failureCount: UInt32 = 0
  private var failuresInARow: UInt32 = 0

  private static let tryCount = 3
  private static let failuresInARowMax: UInt32 = 8

  /// Looks for a card: first where a CM4 has its eMMC or card, then at the
  /// older controller, where the emulator has it.
  public static func find() throws(CardError) -> Card {
    var error = CardError.absent
    for turn in 0..<2 {
      let base: UInt = turn == 0 ? 0xfe34_0000 : 0xfe30_0000
      guard let controller = HostController(at: base) else { continue }
      do throws(CardError) {
        return try Card(controller)
      } catch let found {
        error = found == .noAnswer ? .absent : found
      }
    }
    throw error
  }

  private init(_ controller: HostController) throws(CardError) {
    try controller.start()
    _ = try? controller.send(.goIdle, 0)
    MonotonicTimer.pause(microseconds: 1_000)
    let conditions: UInt32
    let isEmbedded: Bool
    if let found = try Self.operatingConditions(controller) {
      conditions = found
      isEmbedded = false
    } else {
      conditions = try Self.embeddedConditions(controller)
      isEmbedded = true
    }
    _ = try controller.send(.allIdentification, 0)
    // An eMMC is told its address, an SD card asked for it.
    let told: UInt32 = isEmbedded ? 1 &<< 16 : 0
    let answer = try controller.send(.relativeAddress, told)[0]
    let address = isEmbedded ? told : answer & 0xffff_0000
    let specific = try Self.specificData(controller, address)
    _ = try controller.send(.select, address)
    try controller.setClock(kilohertz: 25_000)
    guard let data = CardSpecificData(specific) else {
      throw .unknownCard
    }
    let isByHand = !isEmbedded && conditions & 1 &<< 30 == 0
    if isByHand { _ = try controller.send(.blockLength, 512) }
    let sectorCount =
      isEmbedded
      ? try Self.embeddedSectorCount(controller) : data.sectorCount
    self.controller = controller
    cardAddress = address
    kind = isEmbedded ? .embedded : isByHand ? .standard : .highCapacity
    self.sectorCount = sectorCount
    isWriteProtected = data.isWriteProtected
  }

  /// An SD card's conditions once it is ready; nil if it is none.
  private static func operatingConditions(
    _ controller: HostController
  ) throws(CardError) -> UInt32? {
    let isNew = (try? controller.send(.interfaceCondition, 0x1aa)) != nil
    let start = MonotonicTimer.nanoseconds
    let argument: UInt32 = isNew ? 0x40ff_8000 : 0x00ff_8000
    while MonotonicTimer.nanoseconds &- start < 1_000_000_000 {
      guard (try? controller.send(.application, 0)) != nil else { return nil }
      let found = try controller.send(.operatingConditions, argument)[0]
      if found & 1 &<< 31 != 0 { return found }
      MonotonicTimer.pause(microseconds: 10_000)
    }
    throw .noAnswer
  }

  /// An eMMC's conditions once it is ready.
  private static func embeddedConditions(
    _ controller: HostController
  ) throws(CardError) -> UInt32 {
    _ = try? controller.send(.goIdle, 0)
    let start = MonotonicTimer.nanoseconds
    while MonotonicTimer.nanoseconds &- start < 1_000_000_000 {
      let found = try controller.send(.mmcOperatingConditions, 0x40ff_8080)[0]
      if found & 1 &<< 31 != 0 { return found }
      MonotonicTimer.pause(microseconds: 10_000)
    }
    throw .noAnswer
  }

  /// The CSD, bits 127 to 96 first. The controller leaves out its checksum.
  private static func specificData(
    _ controller: HostController, _ address: UInt32
  ) throws(CardError) -> InlineArray<4, UInt32> {
    let words = try controller.send(.specificData, address)
    return [
      words[3] &<< 8 | words[2] &>> 24, words[2] &<< 8 | words[1] &>> 24,
      words[1] &<< 8 | words[0] &>> 24, words[0] &<< 8,
    ]
  }

  private static func embeddedSectorCount(
    _ controller: HostController
  ) throws(CardError) -> UInt64 {
    var bytes = InlineArray<512, UInt8>(repeating: 0)
    try controller.read(.extendedData, 0, into: &bytes)
    return UInt64(bytes[212]) | UInt64(bytes[213]) &<< 8
      | UInt64(bytes[214]) &<< 16 | UInt64(bytes[215]) &<< 24
  }

  /// Reads a sector.
  public mutating func read(
    _ sector: UInt64, into bytes: inout InlineArray<512, UInt8>
  ) throws(CardError) {
    let place = try address(of: sector)
    try persist { card throws(CardError) in
      try card.controller.read(.readBlock, place, into: &bytes)
    }
  }

  /// Writes a sector, and waits until the card has it.
  ///
  /// If power fails within the call the sector may read as before, as asked, or
  /// as anything else. Whether a card keeps to its own sector, and has what it
  /// says it has, is the card's promise: no other is to be had without a
  /// capacitor.
  public mutating func write(
    _ sector: UInt64, _ bytes: InlineArray<512, UInt8>
  ) throws(CardError) {
    let place = try address(of: sector)
    try persist { card throws(CardError) in
      try card.controller.write(.writeBlock, place, bytes)
      try card.settle()
    }
  }

  /// Tries a few times; each failure counts, and the last one is thrown.
  private mutating func persist(
    _ attempt: (borrowing Card) throws(CardError) -> Void
  ) throws(CardError) {
    var error = CardError.givenUp
    for _ in 0..<Self.tryCount {
      do throws(CardError) {
        try attempt(self)
        failuresInARow = 0
        return
      } catch let found {
        error = found
        countFailure()
      }
    }
    throw error
  }

  /// Waits until the card is back in its transfer state, and asks whether it
  /// met an error.
  private func settle() throws(CardError) {
    let start = MonotonicTimer.nanoseconds
    while MonotonicTimer.nanoseconds &- start < 500_000_000 {
      let state = try controller.send(.status, cardAddress)[0]
      // SD Physical Layer, table 4-42: the error bits that a write can leave.
      guard state & 0xfdf9_8000 == 0 else { throw .reported }
      let isReady = state & 1 &<< 8 != 0 && state &>> 9 & 15 == 4
      if isReady { return }
    }
    throw .noData
  }

  private func address(of sector: UInt64) throws(CardError) -> UInt32 {
    guard failuresInARow < Self.failuresInARowMax else { throw .givenUp }
    guard sector < sectorCount else { throw .outsideCard }
    let unit: UInt64 = kind == .standard ? 512 : 1
    return UInt32(truncatingIfNeeded: sector &* unit)
  }

  private mutating func countFailure() {
    failuresInARow &+= 1
    if failureCount < .max { failureCount &+= 1 }
  }
}
