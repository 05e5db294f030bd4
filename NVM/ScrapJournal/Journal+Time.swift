// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// What has no trace but its control record: the time between marks, the
/// versions of operator messages, and the issuers in force.
extension Journal where Region: ~Copyable, Anchor: ~Copyable {
  /// Raises the time mark durably with one control record; nothing if it is
  /// that high. Unix seconds.
  ///
  /// - Throws: As `recover` did; `outOfRange` above UInt32, where every token
  ///   would be refused for ever; `mediumFailed`.
  @inline(never)
  public mutating func raiseTimeMark(
    to seconds: UInt64
  ) throws(JournalError) {
    wake()
    defer { rest() }
    try requireReady()
    guard seconds <= UInt64(UInt32.max) else { throw .outOfRange }
    guard seconds > now.timeMarkSeconds else { return }
    var raised = now.control
    raised.timeMarkSeconds = seconds
    try writeControl(raised)
    now.timeMarkSeconds = seconds
  }

  /// The newest version taken of a kind of operator message, 0 to 15; after a
  /// loss the newest that is known, 0 before a control record was found.
  @inline(never)
  public func messageVersion(ofKind kind: Int) -> UInt64 {
    guard let state = kept.value, state.hasControl else { return 0 }
    switch state.phase {
    case .ready, .loss: return state.control.messageVersions[kind]
    case .refused: return 0
    }
  }

  /// The issuers that the operator has disabled; nil unless recovered without
  /// loss.
  @inline(never)
  public var issuerSwitches: IssuerSwitches? {
    guard let state = kept.value, state.phase == .ready else { return nil }
    return state.control.issuerSwitches
  }

  /// Raises the version of a kind of operator message, 0 to 15, durably, in two
  /// sectors as floor G, with what the message changes in the same records;
  /// nothing if it is that high. A change of floor G ends a loss.
  ///
  /// - Throws: As `recover` did; `mediumFailed`: all of it may or may not be
  ///   there.
  @inline(never)
  public mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64, with change: OperatorChange
  ) throws(JournalError) {
    wake()
    defer { rest() }
    let endsLoss = now.phase == .loss && change.issuanceFloorSeconds > 0
    if !endsLoss { try requireReady() }
    guard version > now.control.messageVersions[kind] else { return }
    var raised =
      endsLoss
      ? beginForgiving(with: change.issuanceFloorSeconds, byMessage: true)
      : now.control
    raised.messageVersions[kind] = version
    raised.issuanceFloorSeconds = max(
      raised.issuanceFloorSeconds, change.issuanceFloorSeconds)
    raised.expiryFloorSeconds = max(
      raised.expiryFloorSeconds, change.expiryFloorSeconds)
    raised.issuerSwitches = change.issuerSwitches ?? raised.issuerSwitches
    try spreadControl(raised)
    if endsLoss { now.phase = .refused(.notRecovered) }
  }
}
