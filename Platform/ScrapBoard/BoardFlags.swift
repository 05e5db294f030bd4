// SPDX-License-Identifier: Apache-2.0

/// What an image may do: bits, each off unless it was provisioned.
public struct BoardFlags: Equatable, Sendable, BitwiseCopyable {
  /// The bits; stable numbers.
  public let bits: UInt16

  /// For an emulator on a desk: chance may come from the timer where there is
  /// no generator, and a frame may end the emulation. Never for flight.
  public static let laboratory = BoardFlags(trusted: 1)
  /// The watchdog is armed where there is one.
  public static let watchdog = BoardFlags(trusted: 2)

  /// None.
  public init() { bits = 0 }

  /// Takes bits; nil if one of them means nothing.
  public init?(bits: UInt16) {
    guard bits & ~3 == 0 else { return nil }
    self.bits = bits
  }

  private init(trusted bits: UInt16) { self.bits = bits }

  /// Whether all of `flags` are set.
  public func contains(_ flags: BoardFlags) -> Bool {
    bits & flags.bits == flags.bits
  }
}
