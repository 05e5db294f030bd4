// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapReplay

/// What has no trace but its control record: the time between marks, and the
/// versions of operator messages.
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

  /// The newest version taken of a kind of operator message, 0 to 15; 0 unless
  /// recovered without loss.
  @inline(never)
  public func messageVersion(ofKind kind: Int) -> UInt64 {
    guard let state = kept.value, state.phase == .ready else { return 0 }
    return state.control.messageVersions[kind]
  }

  /// Raises the version of a kind of operator message, 0 to 15, durably, in two
  /// sectors as floor G; nothing if it is that high.
  ///
  /// - Throws: As `recover` did; `mediumFailed`: the version may or may not be
  ///   raised.
  @inline(never)
  public mutating func raiseMessageVersion(
    ofKind kind: Int, to version: UInt64
  ) throws(JournalError) {
    wake()
    defer { rest() }
    try requireReady()
    guard version > now.control.messageVersions[kind] else { return }
    var raised = now.control
    raised.messageVersions[kind] = version
    try writeControlTwice(raised)
  }
}
