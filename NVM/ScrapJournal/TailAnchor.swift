// SPDX-License-Identifier: Apache-2.0

/// A few bytes on another device that remember how far a journal has come: a
/// port. FRAM, a real-time clock's backup memory, or an eMMC's replay-protected
/// block will do.
///
/// With an anchor, a tail that a lying device lost in both copies, and an older
/// image that was put back, are seen and refused as a loss. Without one
/// (`NoAnchor`) they are not, and the journal's promise holds only for devices
/// whose `sync` is true.
public protocol TailAnchor: ~Copyable {
  /// Whether there is an anchor at all; never changes.
  var isPresent: Bool { get }

  /// The mark that was written last; nil if none was, or none can be told from
  /// chance.
  ///
  /// - Throws: `failed`: the device did not answer.
  func read() throws(NVMError) -> TailMark?

  /// Replaces the mark; returns when it survives a cut.
  ///
  /// If power fails within the call, or it throws, later reads give the old
  /// mark or the new one, never anything else. Called once for each accepted
  /// task and each control record.
  ///
  /// - Throws: `failed`.
  mutating func write(_ mark: TailMark) throws(NVMError)
}
