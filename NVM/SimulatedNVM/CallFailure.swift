// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// A run of calls that report an error.
  public struct CallFailure: Equatable, Sendable {
    /// Kinds of calls.
    public struct Kinds: OptionSet, Sendable {
      /// The bits.
      public let rawValue: UInt8

      /// Makes a set of its bits.
      public init(rawValue: UInt8) { self.rawValue = rawValue }

      /// Reads.
      public static let read = Kinds(rawValue: 1)
      /// Programs.
      public static let program = Kinds(rawValue: 2)
      /// Erases.
      public static let erase = Kinds(rawValue: 4)
      /// Syncs.
      public static let sync = Kinds(rawValue: 8)
      /// All of them.
      public static let all: Kinds = [.read, .program, .erase, .sync]
    }

    /// Which calls, counted from 0 since the medium was made, see `callCount`.
    public var calls: Range<Int>
    /// Which kinds of them.
    public var kinds: Kinds
    /// How much of each happens nevertheless.
    public var extent: Fault.Extent

    /// Makes a run of failing calls.
    public init(
      _ calls: Range<Int>, _ kinds: Kinds = .all,
      extent: Fault.Extent = .nothing
    ) {
      self.calls = calls
      self.kinds = kinds
      self.extent = extent
    }
  }
}
