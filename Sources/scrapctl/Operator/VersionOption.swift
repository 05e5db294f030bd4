// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The version of an operator's message.
struct VersionOption: ParsableArguments {
  /// Ground knows no satellite's versions; this much leaves room behind it.
  private static let numberMax: UInt64 = 1 << 53

  @Option(
    help: ArgumentHelp(
      """
      A number above that of every message of this kind before, 2^53 at most; \
      the status tells the newest one that the satellite has taken.
      """, valueName: "number"))
  var version: UInt64

  /// The version of a message, or of one that follows it by so many.
  ///
  /// - Throws: status 65 for a number that is too high.
  func number(_ following: Int = 0) throws(Failure) -> UInt64 {
    let (number, isOver) = version.addingReportingOverflow(UInt64(following))
    guard !isOver, number <= Self.numberMax else {
      throw Failure(
        Failure.input,
        "--version: expected at most \(Self.numberMax), found "
          + "\(isOver ? version : number); a version that is too high closes "
          + "its kind of message for ever")
    }
    return number
  }
}
