// SPDX-License-Identifier: Apache-2.0

/// What a store hands back for a set that it has marked: proof that the marks
/// are where the next test will look for them (E-45).
///
/// It is made of what memory then holds, so that a call that was skipped, or a
/// mark that went astray, has none to show.
public struct MarkReceipt: Equatable, Sendable, BitwiseCopyable {
  private let value: UInt64

  /// Folds the keys of marked tokens, root first.
  init(_ keys: InlineArray<4, MarkKey>, count: Int) {
    var value: UInt64 = 0x2b99_2ddf_a232_49d6
    for index in 0..<count {
      value = (value ^ keys[index].high) &* 0x9e37_79b9_7f4a_7c15
      value =
        (value &>> 31 ^ value ^ keys[index].low)
        &* 0xd6e8_feb8_6659_fd93
    }
    self.value = value
  }

  /// The receipt that a set must get.
  public init(for set: borrowing MarkSet) {
    var keys = InlineArray<4, MarkKey>(repeating: MarkKey(high: 0, low: 0))
    for index in 0..<set.count { keys[index] = set.tokens[index].key }
    self.init(keys, count: set.count)
  }
}
