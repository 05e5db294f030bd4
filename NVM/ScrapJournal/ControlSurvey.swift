// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What all positions of the control block say together.
struct ControlSurvey: ~Copyable {
  /// The newest record that is seen at least twice, so that chance cannot raise
  /// a floor.
  private(set) var newest: ControlRecord?
  /// The greatest number of which less than two images are left, though copy B
  /// has begun it.
  private(set) var newestLost: UInt64 = 0
  private(set) var isOtherFormat = false
  /// Records of two stores: a copy was put in the place of another store's.
  private(set) var isForeign = false
  /// A newer record than any that was seen may be there.
  private(set) var isUnknown = false
  /// A sector was begun and nothing in it can be read: it may have held newer
  /// records than any that were seen. An erase that was cut leaves none such:
  /// while copy B is half erased, copy A is whole.
  private(set) var hasLostSector = false
  private var certain: UInt64 = 0
  private var oldest = UInt64.max
  private var isSectorBegun = false
  private var isSectorReadable = false
  private let inPlace = InPlace()

  /// The number of the newest record that copy B has, too. Copy B may read
  /// blank though it was begun; what was kept longest was relied on then.
  var certainSequence: UInt64 { certain > 0 ? certain : oldest }

  mutating func take(_ position: borrowing ControlPosition) {
    isOtherFormat = isOtherFormat || position.isOtherFormat
    isForeign = isForeign || position.isForeign
    isUnknown = isUnknown || position.isUnknown
    isSectorBegun = isSectorBegun || position.isBegunInB
    isSectorReadable = isSectorReadable || position.newest != nil
    guard let sequence = position.newest?.sequence,
      let storeID = position.newest?.storeID
    else { return }
    guard position.count >= 2 else {
      if position.isBegunInB { newestLost = max(newestLost, sequence) }
      return
    }
    oldest = min(oldest, sequence)
    if let known = newest?.storeID, known != storeID { isForeign = true }
    if position.isBegunInB { certain = max(certain, sequence) }
    if let known = newest?.sequence, known >= sequence { return }
    newest = position.newest
  }

  /// All positions of a sector have been taken.
  mutating func endSector() {
    if isSectorBegun, !isSectorReadable { hasLostSector = true }
    isSectorBegun = false
    isSectorReadable = false
  }
}
