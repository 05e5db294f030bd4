// SPDX-License-Identifier: Apache-2.0

/// A device that tells the time: a port.
///
/// `read` never fails and never waits: a device that is gone, silent or mad is
/// a stated health. It may return a reading made earlier, as long as
/// `takenAtNanoseconds` says when. Nothing of it outlives a power cut, and
/// nothing needs to.
public protocol ClockSource: ~Copyable {
  /// The newest reading.
  ///
  /// - Parameter nowNanoseconds: the monotonic counter, taken directly before
  ///   this very call: what passes in between, another source's read too, makes
  ///   the reading count as older than it is. Never falls between two calls,
  ///   except that it begins anew with a restart.
  /// - Returns: the reading, or one without time that says why.
  mutating func read(nowNanoseconds: UInt64) -> ClockReading
}
