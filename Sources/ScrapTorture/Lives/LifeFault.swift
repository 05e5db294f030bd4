// SPDX-License-Identifier: Apache-2.0

/// What goes wrong in a life, by class.
public enum LifeFault: Int, CaseIterable, Sendable {
  /// Power fails within a program, an erase or a sync, at any byte.
  case cut
  /// Power fails again in the first writes after a start.
  case cutInStorm
  /// The medium stops within a recovery, until power comes back.
  case cutInRecovery
  /// Power fails while nothing is written.
  case restart
  /// A call reports an error, once or several times in a row.
  case deviceError
  /// The device acknowledges what it has done in part only.
  case lostWrite
  /// A program or an erase lands at another place.
  case misdirectedWrite
  /// A cut takes what was written since the last sync that was done.
  case cacheLoss
  /// Interrupted cells read otherwise at each start, or at each read.
  case weakCells
  /// A read reports an error, nothing, an old image or another place.
  case falseRead
  /// A part of one copy reads as blank or as long ago, for some starts.
  case veil
  /// A sector of one copy is broken for good.
  case brokenSector
  /// Bits flip in what is written, in one copy or here and there.
  case flip
  /// Bits flip in the same slot of both copies.
  case flipInBothCopies
  /// A segment reads blank in both copies.
  case blankSegment
  /// Everything reads blank.
  case blankMedium
  /// An older image of both copies is put back, on boards with an anchor.
  case oldImage
  /// A bit flips in the memory of the index.
  case memoryFlip
  /// There is no trusted time.
  case noTime
  /// The interval of time is minutes to a day wide.
  case wideTime
  /// The clock shows a time to come.
  case clockAhead
  /// The clock shows a time gone by.
  case clockBehind
  /// The clock begins again in 1970.
  case clockReset
  /// The clock runs slow or fast.
  case clockDrift
  /// A suspect source of time tells what cannot be.
  case clockGarbage
  /// Bytes of a request change on the way.
  case garbledRequest

  /// The class in reports.
  public var name: String {
    switch self {
    case .cut: "cut"
    case .cutInStorm: "cut_in_storm"
    case .cutInRecovery: "cut_in_recovery"
    case .restart: "restart"
    case .deviceError: "device_error"
    case .lostWrite: "lost_write"
    case .misdirectedWrite: "misdirected_write"
    case .cacheLoss: "cache_loss"
    case .weakCells: "weak_cells"
    case .falseRead: "false_read"
    case .veil: "veil"
    case .brokenSector: "broken_sector"
    case .flip: "flip"
    case .flipInBothCopies: "flip_in_both_copies"
    case .blankSegment: "blank_segment"
    case .blankMedium: "blank_medium"
    case .oldImage: "old_image"
    case .memoryFlip: "memory_flip"
    case .noTime: "no_time"
    case .wideTime: "wide_time"
    case .clockAhead: "clock_ahead"
    case .clockBehind: "clock_behind"
    case .clockReset: "clock_reset"
    case .clockDrift: "clock_drift"
    case .clockGarbage: "clock_garbage"
    case .garbledRequest: "garbled_request"
    }
  }

  /// How many lives of 1,000 know it, and how often it comes in one of them:
  /// so many times in 1,000 steps or starts.
  var frequency: (lives: Int, steps: ClosedRange<Int>) {
    switch self {
    case .cut: (500, 20...200)
    case .cutInStorm: (500, 50...500)
    case .cutInRecovery: (300, 20...200)
    case .restart: (1_000, 10...150)
    case .deviceError: (400, 10...150)
    case .lostWrite: (400, 10...100)
    case .misdirectedWrite: (200, 10...50)
    case .cacheLoss: (300, 1...1)
    case .weakCells: (500, 1...1)
    case .falseRead: (300, 10...100)
    case .veil: (200, 5...50)
    case .brokenSector: (100, 1...20)
    case .flip: (500, 10...150)
    case .flipInBothCopies, .blankSegment: (500, 5...40)
    case .blankMedium: (50, 5...20)
    case .oldImage: (400, 20...100)
    case .memoryFlip: (300, 10...200)
    case .noTime, .wideTime, .clockBehind, .clockDrift: (400, 5...70)
    case .clockReset: (400, 5...70)
    case .clockAhead: (300, 5...40)
    case .clockGarbage: (500, 20...200)
    case .garbledRequest: (1_000, 20...20)
    }
  }
}
