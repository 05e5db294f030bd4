// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What the four images of one position of the control block say.
struct ControlPosition: ~Copyable {
  /// The newest whole image.
  private(set) var newest: ControlRecord?
  var isOtherFormat = false
  /// The copies hold records of two stores.
  private(set) var isForeign = false
  /// Whole images of that number.
  private var countInA = 0
  private var countInB = 0
  private var isWrittenInA = false
  private var isWrittenInB = false
  private var isUnreadableInA = false
  private var isUnreadableInB = false
  private let inPlace = InPlace()

  /// Copy B is not blank: copy A had been whole. Where copy B cannot be read,
  /// it may not have been blank, unless copy A is.
  var isBegunInB: Bool {
    isWrittenInB || isUnreadableInB && (isWrittenInA || isUnreadableInA)
  }

  /// What was written here cannot be told: a copy does not answer, and the
  /// other does not show that nothing was completed.
  var isUnknown: Bool {
    if count >= 2 { return false }
    return isUnreadableInA && (isUnreadableInB || isWrittenInB)
      || isUnreadableInB && isWrittenInA
  }

  mutating func noteWritten(_ copy: CopyName) {
    switch copy {
    case .a: isWrittenInA = true
    case .b: isWrittenInB = true
    }
  }

  mutating func noteUnreadable(_ copy: CopyName) {
    switch copy {
    case .a: isUnreadableInA = true
    case .b: isUnreadableInB = true
    }
  }

  /// Whole images of that number, of four.
  var count: Int { countInA + countInB }

  /// Counts a whole image.
  mutating func count(_ record: ControlRecord, in copy: CopyName) {
    if let storeID = newest?.storeID, storeID != record.storeID {
      isForeign = true
    }
    if let sequence = newest?.sequence, sequence > record.sequence { return }
    if !isNewest(record) {
      (countInA, countInB) = (0, 0)
      newest = record
    }
    switch copy {
    case .a: countInA += 1
    case .b: countInB += 1
    }
  }

  /// Whole images of a record, of four.
  func wholeCount(of record: ControlRecord) -> Int {
    isNewest(record) ? count : 0
  }

  /// Whether both copies have a record.
  func isInBothCopies(_ record: ControlRecord) -> Bool {
    countInA > 0 && countInB > 0 && isNewest(record)
  }

  @inline(never)
  private func isNewest(_ record: ControlRecord) -> Bool {
    guard let newest else { return false }
    return newest == record
  }
}
