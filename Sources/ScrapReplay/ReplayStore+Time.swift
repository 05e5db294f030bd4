// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What the journal keeps besides marks: how late it is, and the versions of
/// operator messages.
extension ReplayStore where Journal: ~Copyable {
  /// Seconds between two time marks that are written for themselves: 144
  /// control records a day at most. A restart loses so much of the time at
  /// most.
  public static var timeMarkIntervalSeconds: UInt64 { 600 }

  /// Keeps the time between marks, so that a real-time clock that was reset
  /// brings no token back. Writes one control record if the journal's time mark
  /// lies that far behind, and nothing otherwise.
  ///
  /// - Parameters:
  ///   - loSeconds: The lower bound of trusted time, Unix seconds.
  ///   - intervalSeconds: How far behind the time mark may lie.
  /// - Returns: What became of it. After a failure the next call tries again.
  @discardableResult
  @inline(never)
  public mutating func keepTime(
    loSeconds: UInt64, intervalSeconds: UInt64 = timeMarkIntervalSeconds
  ) -> TimeKeeping {
    let mark = journal.floors.timeMarkSeconds
    guard loSeconds > mark, loSeconds - mark >= intervalSeconds else {
      return .current
    }
    do throws(JournalError) {
      try journal.raiseTimeMark(to: loSeconds)
      return .written
    } catch { return .failed(error) }
  }

  /// The newest version taken of a kind of operator message; 0 if there was
  /// none, or while the journal is not recovered.
  ///
  /// - Precondition: `kind` is 0 to 15.
  public func messageVersion(ofKind kind: Int) -> UInt64 {
    journal.messageVersion(ofKind: kind)
  }

  /// The issuers that the operator has disabled; nil while the journal is not
  /// ready.
  public var issuerSwitches: IssuerSwitches? {
    @inline(never) get { journal.issuerSwitches }
  }

  /// Takes the version of an operator message whose signature has verified,
  /// durably, before the message takes effect: each must be above the one
  /// before. What the message changes besides marks is in the same write.
  ///
  /// A change that names floor G ends a loss; the store is then recovered anew,
  /// as by `raiseIssuanceFloor`.
  ///
  /// - Precondition: `kind` is 0 to 15.
  @inline(never)
  public mutating func takeMessageVersion(
    _ version: UInt64, ofKind kind: Int, with change: OperatorChange = .none
  ) -> MessageVersionTaking {
    let endsLoss =
      outcome == .lossDetected && change.issuanceFloorSeconds > 0
    guard isReady || endsLoss else { return .failed(.notRecovered) }
    guard version > journal.messageVersion(ofKind: kind) else { return .old }
    do throws(JournalError) {
      try journal.raiseMessageVersion(
        ofKind: kind, to: version, with: change)
      if endsLoss { recover() }
      return .taken
    } catch { return .failed(error) }
  }
}
