// SPDX-License-Identifier: Apache-2.0

/// What the four images of one position of the control block say.
struct ControlPosition {
  /// The newest whole image.
  private(set) var newest: ControlRecord?
  /// Whole images of that number.
  private(set) var count = 0
  var isOtherFormat = false
  private var isWrittenInA = false
  private var isWrittenInB = false
  private var isUnreadableInA = false
  private var isUnreadableInB = false

  /// Copy B is not blank: copy A had been whole. Where copy B cannot be read,
  /// it may not have been blank, unless copy A is.
  var isBegunInB: Bool {
    isWrittenInB || isUnreadableInB && (isWrittenInA || isUnreadableInA)
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

  /// Counts a whole image.
  mutating func count(_ record: ControlRecord) {
    if let known = newest, known.sequence > record.sequence { return }
    if newest != record { count = 0 }
    newest = record
    count += 1
  }

  /// Whole images of a record, of four.
  func wholeCount(of record: ControlRecord) -> Int {
    newest == record ? count : 0
  }
}
